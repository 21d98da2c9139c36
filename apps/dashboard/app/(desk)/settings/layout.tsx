import { TopBar } from "../../../components/top-bar.tsx";
import { currentPerson } from "../../../lib/session.ts";
import { SettingsTabs } from "./settings-tabs.tsx";

/** The bar that the settings have in common. Each page locks itself. */
export default async function SettingsLayout({ children }: { children: React.ReactNode }) {
  const person = await currentPerson();
  return (
    <>
      <TopBar title="Settings">
        <SettingsTabs isAdmin={person?.role === "admin"} />
      </TopBar>
      {children}
    </>
  );
}
