/** The rule that is open in the editor, for what needs its last words saved first. */
export const openRule: { save: () => Promise<void> } = { save: async () => undefined };
