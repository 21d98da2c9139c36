import { TopBar } from "../../../components/top-bar.tsx";
import { SettingsTabs } from "./settings-tabs.tsx";

/** The bar that the settings have in common. Each page locks itself. */
export default function SettingsLayout({ children }: { children: React.ReactNode }) {
  return (
    <>
      <TopBar title="Settings">
        <SettingsTabs />
      </TopBar>
      {children}
    </>
  );
}
