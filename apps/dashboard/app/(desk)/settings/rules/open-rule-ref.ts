interface OpenRuleRef {
  save: () => Promise<void>;
  /** Whether something stands in the editor that is not in the draft. */
  isUnsaved: () => boolean;
}

export const noRule: OpenRuleRef = { save: async () => undefined, isUnsaved: () => false };

/** The rule that is open in the editor, for what needs its last words saved first. */
export const openRule: { current: OpenRuleRef } = { current: noRule };
