import type { Traffic } from "@callscript/core/desk/overview.ts";
import type { OverviewPeriod } from "@callscript/core/desk/overview-period.ts";
import { fewCalls, type TrafficBin } from "@callscript/core/desk/traffic-series.ts";
import { max } from "d3-array";
import { scaleLinear, scaleTime } from "d3-scale";
import { area, line } from "d3-shape";
import { count, percent, time } from "../../../lib/format.ts";
import { axisLabel, binName } from "./bin-words.ts";
import { callsBehind } from "./calls-behind.ts";
import { ChartPicture, frame, YAxis } from "./chart-frame.tsx";
import { ColumnLinks } from "./column-links.tsx";
import { LinkedTable } from "./linked-table.tsx";
import type { OverviewUrl } from "./overview-url.ts";
import { callsOf, columnWords, TrafficColumn } from "./traffic-column.tsx";

const share = (part: number, of: number) => Math.round((part / of) * 10_000) / 100;

/** Safe, flagged and in progress, stacked by bin, with the same weekday before; below, the flagged share. Drawn on the server. */
export function TrafficChart({
  traffic: { bins, rise },
  period,
  url,
}: {
  traffic: Traffic;
  period: OverviewPeriod;
  url: OverviewUrl;
}) {
  const calls = bins.reduce((sum, bin) => sum + callsOf(bin), 0);
  const flagged = bins.reduce((sum, bin) => sum + bin.flagged, 0);
  const most = max(bins, (bin) => Math.max(callsOf(bin), bin.shiftedCalls ?? 0)) ?? 0;
  // A share of few calls may be anything: it does not stretch the scale.
  const sure = bins.filter((bin) => bin.shareOf >= fewCalls);
  const mostShare = max(sure.length > 0 ? sure : bins, (bin) => bin.share ?? 0) ?? 0;
  const x = scaleTime([period.fromUtc, period.toUtc], [frame.left, frame.right]);
  const y = scaleLinear([0, most || 4], [frame.columnsBottom, frame.columnsTop]).nice(3);
  const yShare = scaleLinear([0, mostShare || 0.08], [frame.shareBottom, frame.shareTop])
    .nice(2)
    .clamp(true);
  const step = (frame.right - frame.left) / bins.length;
  const middle = (bin: TrafficBin) => x(bin.startUtc) + step / 2;
  const barWidth = Math.max(1, step - Math.min(3, step * 0.25));
  const known = (bin: TrafficBin) => bin.share !== null;
  const before = line<TrafficBin>()
    .defined((bin) => bin.shiftedCalls !== null)
    .x(middle)
    .y((bin) => y(bin.shiftedCalls ?? 0))(bins);
  const shareLine = line<TrafficBin>()
    .defined(known)
    .x(middle)
    .y((bin) => yShare(bin.share ?? 0))(bins);
  const shareArea = area<TrafficBin>()
    .defined(known)
    .x(middle)
    .y0(yShare(0))
    .y1((bin) => yShare(bin.share ?? 0))(bins);
  const { every, of: label } = axisLabel(period);
  const nowX = x(period.nowUtc);
  const summary =
    calls === 0
      ? "No calls in this range."
      : `${count(calls)} calls, ${count(flagged)} flagged${rise === null ? "" : `; the share rose most to ${riseWords(rise, period)}`}.`;
  return (
    <>
      <ChartPicture
        summary={summary}
        over={
          <ColumnLinks
            columns={bins
              .filter((bin) => callsOf(bin) > 0)
              .map((bin) => ({
                href: callsBehind(url, {
                  fromUtc: bin.startUtc,
                  toUtc: new Date(bin.startUtc.getTime() + period.binMinutes * 60_000),
                }),
                words: columnWords(bin, binName(bin.startUtc, period)),
                left: share(x(bin.startUtc), frame.width),
                width: share(step, frame.width),
              }))}
            top={share(frame.columnsTop, frame.height)}
            height={share(frame.shareBottom - frame.columnsTop, frame.height)}
          />
        }
      >
        <YAxis ticks={y.ticks(3).filter(Number.isInteger)} y={y} label={count} />
        <YAxis ticks={yShare.ticks(2)} y={yShare} label={(tick) => percent(tick).replace(".0", "")} />
        {bins.map((bin) => (
          <TrafficColumn
            key={bin.startUtc.toISOString()}
            bin={bin}
            x={x(bin.startUtc)}
            width={barWidth}
            y={y}
          />
        ))}
        <path d={before ?? ""} fill="none" stroke="var(--sub)" strokeDasharray="3 3" />
        <path d={shareArea ?? ""} fill="var(--sev-4-soft)" />
        <path
          d={shareLine ?? ""}
          fill="none"
          stroke="var(--sev-4)"
          strokeWidth="1.5"
          strokeLinejoin="round"
        />
        {bins
          .filter((bin) => bin.share !== null && bin.shareOf < fewCalls)
          .map((bin) => (
            <circle
              key={bin.startUtc.toISOString()}
              cx={middle(bin)}
              cy={yShare(bin.share ?? 0)}
              r="2"
              fill="var(--card)"
              stroke="var(--sev-4)"
            />
          ))}
        {bins.map((bin, index) =>
          index % every === 0 ? (
            <text
              key={bin.startUtc.toISOString()}
              x={x(bin.startUtc)}
              y={frame.height - 6}
              textAnchor={index === 0 ? "start" : "middle"}
            >
              {label(bin.startUtc)}
            </text>
          ) : null,
        )}
        {period.range === "today" ? (
          <g>
            <line
              x1={nowX}
              x2={nowX}
              y1={frame.columnsTop - 8}
              y2={frame.shareBottom}
              stroke="var(--signal)"
            />
            <text
              x={nowX < frame.right - 70 ? nowX + 5 : nowX - 5}
              y={frame.columnsTop - 2}
              textAnchor={nowX < frame.right - 70 ? "start" : "end"}
              fill="var(--signal)"
            >
              {time(period.nowUtc)}
            </text>
          </g>
        ) : null}
        {rise === null ? null : (
          <g fill="var(--sev-4-ink)">
            <circle
              cx={middle(rise.bin)}
              cy={yShare(rise.bin.share ?? 0)}
              r="4"
              fill="var(--card)"
              stroke="var(--sev-4)"
              strokeWidth="1.5"
            />
            <text
              x={middle(rise.bin) + (middle(rise.bin) > frame.width / 2 ? -9 : 9)}
              y={yShare(rise.bin.share ?? 0) + 1}
              textAnchor={middle(rise.bin) > frame.width / 2 ? "end" : "start"}
            >
              {riseWords(rise, period)}
            </text>
          </g>
        )}
        {calls === 0 ? (
          <text x={frame.width / 2} y={90} textAnchor="middle">
            No calls in this range.
          </text>
        ) : null}
      </ChartPicture>
      <LinkedTable
        table="traffic"
        of="Traffic health"
        url={url}
        head={["From (UTC)", "Safe", "Flagged", "In progress", "Flagged share", "Same weekday before"]}
        rows={() =>
          bins
            .filter((bin) => bin.isPast)
            .map((bin) => [
              binName(bin.startUtc, period),
              count(bin.safe),
              count(bin.flagged),
              count(bin.inProgress),
              percent(bin.safe + bin.flagged === 0 ? null : bin.flagged / (bin.safe + bin.flagged)),
              bin.shiftedCalls === null ? "–" : count(bin.shiftedCalls),
            ])
        }
      />
    </>
  );
}

function riseWords({ bin, publisher }: NonNullable<Traffic["rise"]>, period: OverviewPeriod): string {
  const at = period.range === "today" ? "at" : "on";
  return `${percent(bin.share)} ${at} ${binName(bin.startUtc, period)}${publisher ? `, ${publisher}` : ""}`;
}
