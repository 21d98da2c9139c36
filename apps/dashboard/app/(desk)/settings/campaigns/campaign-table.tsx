import type { Campaign } from "@callscript/core/desk/campaigns.sql.ts";
import type { CampaignChange } from "./actions.ts";
import { CampaignRow } from "./campaign-row.tsx";

const columns = [
  { name: "Campaign" },
  { name: "Vertical" },
  { name: "How known" },
  { name: "Verified" },
  { name: "Calls, 7 d", isNumber: true },
  { name: "Flagged", isNumber: true, title: "Of the judged calls of the last 7 days" },
  { name: "Minimum length", isNumber: true, title: "Calls connected for less are skipped" },
  {
    name: "Refund window",
    isNumber: true,
    title: "The buyer takes a call back within so many days; –: not known",
  },
  {
    name: "Repeat window",
    isNumber: true,
    title: "Within so many days the buyer pays for a caller once; 0: it pays for repeats",
  },
] as const;

/** The campaigns, one a row; it scrolls sideways inside its region on a narrow screen. */
export function CampaignTable({
  campaigns,
  verticals,
  selected,
  mayMap,
  disabled,
  onToggle,
  onToggleAll,
  onFocus,
  onSet,
}: {
  campaigns: readonly Campaign[];
  verticals: readonly string[];
  selected: ReadonlySet<string>;
  mayMap: boolean;
  disabled: boolean;
  onToggle: (id: string, isRange: boolean) => void;
  onToggleAll: (isOn: boolean) => void;
  onFocus: (id: string) => void;
  onSet: (campaign: Campaign, change: CampaignChange) => void;
}) {
  const isAll = campaigns.every(({ id }) => selected.has(id));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways is reached by the keyboard
    <section className="overflow-x-auto" aria-label="Campaigns" tabIndex={0}>
      <table className="w-full min-w-[1080px] text-left">
        <thead className="text-muted-foreground text-xs">
          <tr className="h-8 border-border border-b">
            {mayMap ? (
              <th className="w-14 pl-2">
                <label className="flex size-10 items-center justify-center">
                  <input
                    type="checkbox"
                    aria-label="Select all that are shown"
                    checked={isAll}
                    onChange={() => onToggleAll(!isAll)}
                  />
                </label>
              </th>
            ) : null}
            {columns.map((column, at) => (
              <th
                key={column.name}
                title={"title" in column ? column.title : undefined}
                className={`whitespace-nowrap pr-4 font-normal ${"isNumber" in column ? "text-right" : ""} ${at === 0 && !mayMap ? "pl-4" : ""}`}
              >
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {campaigns.map((campaign) => (
            <CampaignRow
              key={campaign.id}
              campaign={campaign}
              verticals={verticals}
              isSelected={selected.has(campaign.id)}
              mayMap={mayMap}
              disabled={disabled}
              onToggle={(isRange) => onToggle(campaign.id, isRange)}
              onFocus={() => onFocus(campaign.id)}
              onSet={(change) => onSet(campaign, change)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
