"use client";

import { useEffect, useState } from "react";
import { keepHere, readKept } from "../../../../lib/kept-here.ts";
import { switchLook } from "../../../../lib/switch-look.ts";
import { speeds } from "../../calls/[id]/speeds.ts";

interface Preference {
  /** As it is kept in this browser. */
  key: string;
  label: string;
  /** The first is what holds when nothing is kept. */
  choices: readonly (readonly [value: string, words: string])[];
  /** What changes at once. */
  apply?: (value: string) => void;
}

const preferences: readonly Preference[] = [
  {
    key: "theme",
    label: "Theme",
    choices: [
      ["", "As the system"],
      ["light", "Light"],
      ["dark", "Dark"],
    ],
    apply: (value) => {
      const isDark = value === "dark" || (value === "" && matchMedia("(prefers-color-scheme: dark)").matches);
      document.documentElement.classList.toggle("dark", isDark);
    },
  },
  {
    key: "density",
    label: "Rows of the inbox",
    choices: [
      ["", "Two lines"],
      ["compact", "Compact, one line"],
    ],
    apply: (value) => switchLook("density", value === "compact"),
  },
  {
    key: "shortcuts",
    label: "Shortcuts of a single key",
    choices: [
      ["", "On"],
      ["off", "Off"],
    ],
  },
  {
    key: "call.plays",
    label: "When a call opens",
    choices: [
      ["", "Play it from its flag"],
      ["false", "Wait for the play button"],
    ],
  },
  {
    key: "call.speed",
    label: "Speed of playing",
    choices: [
      ["", `${speeds[0]}×`],
      ...speeds.slice(1).map((speed) => [String(speed), `${speed}×`] as const),
    ],
  },
  {
    key: "call.goesOn",
    label: "After a decision on a call's page",
    choices: [
      ["", "Open the next call"],
      ["false", "Stay on the call"],
    ],
  },
];

/** What is kept and is no choice of its own is the first. */
function choiceKept({ key, choices }: Preference): string {
  const kept = readKept(key);
  return choices.find(([value]) => value === kept)?.[0] ?? "";
}

/** Choices of this browser alone. */
export function Preferences() {
  const [kept, setKept] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    setKept(Object.fromEntries(preferences.map((one) => [one.key, choiceKept(one)])));
  }, []);
  const choose = ({ key, apply }: Preference, value: string) => {
    keepHere(key, value === "" ? null : value);
    setKept({ ...kept, [key]: value });
    apply?.(value);
  };
  return (
    <div className="flex flex-wrap gap-4">
      {preferences.map((preference) => (
        <label key={preference.key} className="flex flex-col gap-1.5 font-medium">
          {preference.label}
          <select
            value={kept[preference.key] ?? ""}
            onChange={({ currentTarget }) => choose(preference, currentTarget.value)}
            className="h-8 min-w-44 rounded-md border border-input bg-card px-2 font-normal pointer-coarse:h-10"
          >
            {preference.choices.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}
