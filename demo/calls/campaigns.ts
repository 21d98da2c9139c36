/** The demo's campaigns; their names are what the auto-tag reads. */
export const campaigns = {
  Medicare: { id: "CA0d3a1f00000000000000000000000001", name: "Medicare Advantage T65" },
  ACA: { id: "CA0d3a1f00000000000000000000000002", name: "ACA Nationwide" },
  "Auto Insurance": { id: "CA0d3a1f00000000000000000000000003", name: "Auto Insurance - Quotes" },
  "Home Services": { id: "CA0d3a1f00000000000000000000000004", name: "HVAC & Plumbing West" },
  "Debt Relief": { id: "CA0d3a1f00000000000000000000000005", name: "Debt Relief 10k+" },
  Legal: { id: "CA0d3a1f00000000000000000000000006", name: "MVA Injury Intake" },
  Solar: { id: "CA0d3a1f00000000000000000000000007", name: "Solar Homeowners" },
} as const;

export const publishers = ["Northwind Media", "Bluebird Leads", "Cedar Traffic", "Harbor Calls"] as const;

export const buyers: Record<keyof typeof campaigns, string> = {
  Medicare: "Granite Health",
  ACA: "Lakeside Benefits",
  "Auto Insurance": "Meridian Auto",
  "Home Services": "Homestead Repair",
  "Debt Relief": "Clearwater Financial",
  Legal: "Ellis & Park Law",
  Solar: "Sunridge Power",
};
