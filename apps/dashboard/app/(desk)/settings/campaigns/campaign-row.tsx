import type { Campaign } from "@callscript/core/desk/campaigns.sql.ts";
import { count, percent, unknown } from "../../../../lib/format.ts";
import type { CampaignChange } from "./actions.ts";
import { howKnown } from "./campaign-words.ts";
import { NumberField } from "./number-field.tsx";
import { VerticalSelect } from "./vertical-select.tsx";

const mostDays = 3650;

/** One campaign: what it sells, who says so, what holds for its calls, and its last seven days. */
export function CampaignRow({
  campaign,
  verticals,
  isSelected,
  mayMap,
  disabled,
  onToggle,
  onFocus,
  onSet,
}: {
  campaign: Campaign;
  verticals: readonly string[];
  isSelected: boolean;
  mayMap: boolean;
  disabled: boolean;
  onToggle: (isRange: boolean) => void;
  onFocus: () => void;
  onSet: (change: CampaignChange) => void;
}) {
  const { id, name } = campaign;
  const number = { maySet: mayMap, disabled, most: mostDays };
  return (
    <tr
      data-campaign={id}
      tabIndex={-1}
      onFocus={onFocus}
      aria-selected={mayMap ? isSelected : undefined}
      className="h-11 border-border border-b -outline-offset-2 aria-selected:bg-signal-soft"
    >
      {mayMap ? (
        <td className="pl-2">
          <label className="flex size-10 items-center justify-center">
            <input
              type="checkbox"
              aria-label={`Select ${name}`}
              checked={isSelected}
              onClick={(event) => onToggle(event.shiftKey)}
              onChange={() => undefined}
            />
          </label>
        </td>
      ) : null}
      <td className={mayMap ? "pr-4" : "px-4"}>
        <span className="block font-medium">{name}</span>
        <span className="font-mono text-[11px] text-muted-foreground">{campaign.ringba_campaign_id}</span>
      </td>
      <td className="pr-4">
        {mayMap ? (
          <VerticalSelect
            label={`Vertical of ${name}`}
            value={campaign.vertical}
            verticals={verticals}
            disabled={disabled}
            onChange={(vertical) => onSet({ vertical })}
          />
        ) : (
          campaign.vertical
        )}
      </td>
      <td className="pr-4 text-sub">{howKnown(campaign)}</td>
      <td className="pr-4">
        {mayMap ? (
          <label className="flex size-10 items-center">
            <input
              type="checkbox"
              aria-label={`The vertical of ${name} is verified`}
              checked={campaign.is_verified}
              disabled={disabled}
              onChange={(event) => onSet({ is_verified: event.target.checked })}
            />
          </label>
        ) : (
          <span className="text-sub">{campaign.is_verified ? "Yes" : "Not yet"}</span>
        )}
      </td>
      <td className="pr-4 text-right">{count(campaign.calls_7d)}</td>
      <td
        className="pr-4 text-right"
        title={`${count(campaign.flagged_7d)} of ${count(campaign.judged_7d)} judged calls`}
      >
        {campaign.judged_7d === 0 ? unknown : percent(campaign.flagged_7d / campaign.judged_7d)}
      </td>
      <td className="pr-4 text-right text-sub">
        <NumberField
          key={`m${campaign.minimum_connected_seconds}`}
          {...number}
          label={`Minimum length of ${name}, in seconds`}
          stored={campaign.minimum_connected_seconds}
          unit="s"
          least={0}
          most={86_400}
          onSet={(value) => value !== null && onSet({ minimum_connected_seconds: value })}
        />
      </td>
      <td className="pr-4 text-right text-sub">
        <NumberField
          key={`r${campaign.refund_window_days}`}
          {...number}
          label={`Refund window of ${name}, in days`}
          stored={campaign.refund_window_days}
          unit="d"
          least={1}
          mayBeEmpty
          onSet={(value) => onSet({ refund_window_days: value })}
        />
      </td>
      <td className="pr-4 text-right text-sub">
        <NumberField
          key={`d${campaign.duplicate_window_days}`}
          {...number}
          label={`Repeat window of ${name}, in days`}
          stored={campaign.duplicate_window_days}
          unit="d"
          least={0}
          placeholder="30"
          onSet={(value) => value !== null && onSet({ duplicate_window_days: value })}
        />
      </td>
    </tr>
  );
}
