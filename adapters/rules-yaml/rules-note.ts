/** What is wrong with a rule file (fault: it is not to be published) or worth knowing (note), and where. */
export interface RulesNote {
  level: "fault" | "note";
  /** As it was given, or of a pack that comes from no file its name. */
  file: string;
  /** From 1; null where no single line is meant. */
  line: number | null;
  /** The rule's code; null where the file as a whole is meant. */
  rule: string | null;
  /** Such as `phrases.0.any.2`. */
  field: string | null;
  message: string;
}
