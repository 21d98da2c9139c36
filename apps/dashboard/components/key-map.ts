/** The keys of a place, as help shows them. `page` is its path, or with a slash at its end how its paths begin; null: everywhere. */
export interface KeyGroup {
  where: string;
  page: string | null;
  keys: readonly { keys: readonly string[]; does: string }[];
}

export const keyMap: readonly KeyGroup[] = [
  {
    where: "Everywhere",
    page: null,
    keys: [
      { keys: ["⌘K"], does: "Search, go to a page, run an action" },
      { keys: ["?"], does: "These keys" },
      { keys: ["g", "d"], does: "Dashboard" },
      { keys: ["g", "f"], does: "Flags" },
      { keys: ["g", "c"], does: "Calls" },
      { keys: ["g", "s"], does: "Settings" },
    ],
  },
  {
    where: "Flags",
    page: "/flags",
    keys: [
      { keys: ["j", "k"], does: "Next, previous" },
      { keys: ["Home", "End"], does: "First, last" },
      { keys: ["x"], does: "Select" },
      { keys: ["⇧J", "⇧K"], does: "Select on, down or up" },
      { keys: ["⌘A"], does: "Select all that are loaded" },
      { keys: ["e", "b"], does: "Confirm bad" },
      { keys: ["s"], does: "Mark safe" },
      { keys: ["n"], does: "Write a note with the verdict" },
      { keys: ["u"], does: "Reopen what was decided" },
      { keys: ["z"], does: "Undo" },
      { keys: ["Enter"], does: "Open the call" },
      { keys: ["Space"], does: "Play or pause the clip" },
      { keys: ["p"], does: "Show or hide the preview" },
      { keys: ["."], does: "Show new flags" },
      { keys: ["f"], does: "Filters" },
      { keys: ["1", "2", "3", "4"], does: "Show a severity, low to critical" },
      { keys: ["Esc"], does: "Clear the selection" },
    ],
  },
  {
    where: "Calls",
    page: "/calls",
    keys: [
      { keys: ["j", "k"], does: "Next, previous" },
      { keys: ["Home", "End"], does: "First, last" },
      { keys: ["Enter"], does: "Open the call" },
      { keys: ["→", "←"], does: "Why it failed or was skipped, and away again" },
      { keys: ["x"], does: "Select" },
      { keys: ["⇧J", "⇧K"], does: "Select on, down or up" },
      { keys: ["⌘A"], does: "Select all that are loaded" },
      { keys: ["."], does: "Load new calls" },
      { keys: ["/"], does: "Search" },
      { keys: ["Esc"], does: "Clear the selection" },
    ],
  },
  {
    where: "Campaigns",
    page: "/settings/campaigns",
    keys: [
      { keys: ["j", "k"], does: "Next, previous" },
      { keys: ["x"], does: "Select" },
      { keys: ["⌘A"], does: "Select all that are shown" },
      { keys: ["v"], does: "Choose the vertical" },
      { keys: ["c"], does: "Verified, or to verify" },
      { keys: ["z"], does: "Undo" },
      { keys: ["Esc"], does: "Clear the selection" },
    ],
  },
  {
    where: "Call",
    page: "/calls/",
    keys: [
      { keys: ["Space"], does: "Play or pause" },
      { keys: ["←", "→"], does: "Previous, next flag" },
      { keys: ["⇧←", "⇧→"], does: "Five seconds back, on" },
      { keys: [",", "."], does: "Half a second back, on" },
      { keys: ["r"], does: "Play the flag again" },
      { keys: ["<", ">"], does: "Slower, faster" },
      { keys: ["e", "b"], does: "Confirm bad" },
      { keys: ["s"], does: "Mark safe" },
      { keys: ["n"], does: "Write a note with the verdict" },
      { keys: ["u", "z"], does: "Undo the verdict" },
      { keys: ["d"], does: "Wrong flag, and back" },
      { keys: ["w"], does: "Swap agent and caller" },
      { keys: ["t"], does: "Follow what is played" },
      { keys: ["/"], does: "Search this call" },
      { keys: ["i"], does: "Life of this call" },
      { keys: ["c"], does: "Copy dispute text" },
      { keys: ["j", "k"], does: "Next, previous call of the list" },
      { keys: ["Esc"], does: "Back to the list" },
    ],
  },
  {
    where: "Rules",
    page: "/settings/rules",
    keys: [
      { keys: ["⌘↵"], does: "Try the draft on the bench" },
      { keys: ["Esc"], does: "Cancel the run" },
      { keys: ["⌘S"], does: "Save the draft now" },
      { keys: ["j", "k"], does: "Next, previous call of the bench" },
      { keys: ["Space"], does: "Play or pause its clip" },
      { keys: ["Enter"], does: "Open the call beside this page" },
    ],
  },
];
