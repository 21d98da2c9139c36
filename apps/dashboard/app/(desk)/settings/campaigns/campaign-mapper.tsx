"use client";

import type { Campaign } from "@callscript/core/desk/campaigns.sql.ts";
import { useState, useTransition } from "react";
import { count, percent, unknown } from "../../../../lib/format.ts";
import { judgeAgain, mapTo, type RejudgeOffer as Offer, offerRejudge, setWindow } from "./actions.ts";
import { DuplicateWindow } from "./duplicate-window.tsx";
import { RejudgeOffer } from "./rejudge-offer.tsx";

const howKnown = { regex: "Guessed from the name", manual: "Set by a person", unknown: "Unknown" } as const;

/** Which campaign sells which vertical: one by one, or many at once. */
export function CampaignMapper({
  campaigns,
  verticals,
  mayMap,
}: {
  campaigns: readonly Campaign[];
  verticals: readonly string[];
  mayMap: boolean;
}) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [message, setMessage] = useState("");
  const [offer, setOffer] = useState<Offer | null>(null);
  const [pending, begin] = useTransition();
  const unverified = campaigns.filter(({ is_verified }) => !is_verified).length;
  const refreshOffer = async (ids: readonly string[]) => {
    try {
      setOffer(await offerRejudge(ids));
    } catch {
      // The reason is in the server's log; what was saved before is saved.
      setOffer(null);
      setMessage((saved) => `${saved} Which calls could be judged again could not be read.`);
    }
  };
  const set = (ids: readonly string[], vertical: string) =>
    begin(async () => {
      try {
        const mapped = await mapTo(ids, vertical);
        setMessage(
          `Vertical set for ${mapped} ${mapped === 1 ? "campaign" : "campaigns"}. It applies to new calls.`,
        );
        setSelected(new Set());
      } catch {
        // The reason is in the server's log; the table still shows what is stored.
        setMessage("Not saved. Check the connection and try again.");
        return;
      }
      // What was offered before and not answered is offered along.
      await refreshOffer([...new Set([...(offer?.campaigns ?? []), ...ids])]);
    });
  const keepWindow = (campaign: Campaign, days: number) =>
    begin(async () => {
      try {
        await setWindow([campaign.id], days);
        setMessage(
          days === 0
            ? `${campaign.name}: repeated callers are no longer flagged.`
            : `${campaign.name}: a caller counts once in ${days} ${days === 1 ? "day" : "days"}. It applies to new calls.`,
        );
      } catch {
        // The reason is in the server's log; the table still shows what is stored.
        setMessage("Not saved. Check the connection and try again.");
      }
    });
  const accept = ({ campaigns }: Offer) =>
    begin(async () => {
      try {
        const asked = await judgeAgain(campaigns);
        // What was asked for is told above the table, with how far it is.
        setMessage(asked === 0 ? "No call is left to judge again." : "");
      } catch {
        // The reason is in the server's log; the offer stays, so that it can be tried again.
        setMessage("Not asked for. Check the connection and try again.");
        return;
      }
      await refreshOffer(campaigns);
    });
  if (campaigns.length === 0)
    return (
      <p className="p-8 text-center text-muted-foreground">
        No campaigns yet. They appear with their first call.
      </p>
    );
  return (
    <>
      <div className="sticky top-0 z-10 flex min-h-11 flex-wrap items-center gap-3 border-border border-b bg-card px-5 py-1.5">
        <span className="text-muted-foreground">
          {selected.size === 0
            ? `${campaigns.length} campaigns${unverified > 0 ? `, ${unverified} to verify` : ""}`
            : `${selected.size} selected`}
        </span>
        {mayMap && selected.size > 0 ? (
          <VerticalSelect
            label="Set the vertical of the selected campaigns"
            value=""
            verticals={verticals}
            disabled={pending}
            onChange={(vertical) => set([...selected], vertical)}
          />
        ) : null}
        <span role="status" className="text-sub">
          {message}
        </span>
        {mayMap && offer !== null ? (
          <RejudgeOffer
            text={offer.text}
            disabled={pending}
            onAccept={() => accept(offer)}
            onDecline={() => setOffer(null)}
          />
        ) : null}
      </div>
      <table className="w-full min-w-[880px] text-left">
        <thead className="text-muted-foreground text-xs">
          <tr className="h-8 border-border border-b">
            <th className="w-10 px-5">
              <span className="sr-only">Select</span>
            </th>
            <th className="font-normal">Campaign</th>
            <th className="font-normal">Vertical</th>
            <th className="font-normal">How known</th>
            <th className="font-normal">Verified</th>
            <th
              className="font-normal"
              title="Within so many days the buyer pays for a caller once; 0: it pays for repeats"
            >
              Repeat window
            </th>
            <th className="text-right font-normal">Calls, 7 d</th>
            <th className="px-5 text-right font-normal">Flagged</th>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((campaign) => (
            <tr key={campaign.id} className="h-11 border-border border-b">
              <td className="px-5">
                <input
                  type="checkbox"
                  aria-label={`Select ${campaign.name}`}
                  checked={selected.has(campaign.id)}
                  onChange={() =>
                    setSelected(
                      (current) =>
                        new Set(
                          current.has(campaign.id)
                            ? [...current].filter((id) => id !== campaign.id)
                            : [...current, campaign.id],
                        ),
                    )
                  }
                />
              </td>
              <td>
                <span className="block font-medium">{campaign.name}</span>
                <span className="font-mono text-[11px] text-muted-foreground">
                  {campaign.ringba_campaign_id}
                </span>
              </td>
              <td>
                {mayMap ? (
                  <VerticalSelect
                    label={`Vertical of ${campaign.name}`}
                    value={campaign.vertical}
                    verticals={verticals}
                    disabled={pending}
                    onChange={(vertical) => set([campaign.id], vertical)}
                  />
                ) : (
                  campaign.vertical
                )}
              </td>
              <td className="text-sub">{howKnown[campaign.inference_source ?? "unknown"]}</td>
              <td className="text-sub">{campaign.is_verified ? "Yes" : "Not yet"}</td>
              <td className="text-sub">
                <DuplicateWindow
                  key={campaign.duplicate_window_days}
                  campaign={campaign}
                  maySet={mayMap}
                  disabled={pending}
                  onSet={(days) => keepWindow(campaign, days)}
                />
              </td>
              <td className="text-right">{count(campaign.calls_7d)}</td>
              <td className="px-5 text-right">
                {campaign.calls_7d === 0 ? unknown : percent(campaign.flagged_7d / campaign.calls_7d)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function VerticalSelect({
  label,
  value,
  verticals,
  disabled,
  onChange,
}: {
  label: string;
  value: string;
  verticals: readonly string[];
  disabled: boolean;
  onChange: (vertical: string) => void;
}) {
  return (
    <select
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value)}
      className="h-7 rounded-md border border-input bg-card px-1.5 pointer-coarse:h-10"
    >
      {value === "" ? <option value="">Set vertical</option> : null}
      {verticals.map((vertical) => (
        <option key={vertical}>{vertical}</option>
      ))}
    </select>
  );
}
