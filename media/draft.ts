// The unsent text. It lives in the composer, in the page's own memory at each key, and with the host a moment later.

/** What the page keeps of the composer. */
export interface KeptDraft {
  readonly conversation: string;
  readonly text: string;
  /** The host's revision that the page had taken over when this was typed. */
  readonly revision: number;
  /** The host does not have this text yet. */
  readonly isUnsent: boolean;
}

export interface HostDraft {
  readonly text: string;
  readonly revision: number;
}

/**
 * After loading: which text to show. The host's is right, unless the page died before its last keys got there;
 * the revision may count anew after a restart, so it does not decide.
 */
export function draftAfterLoad(kept: KeptDraft | undefined, conversation: string, host: HostDraft): string {
  return kept?.isUnsent && kept.conversation === conversation && kept.text !== "" ? kept.text : host.text;
}

/** The host set a draft while the page lives. Opening another conversation, empty-handed, does not take away what is being typed. */
export function draftAfterChange(kept: KeptDraft | undefined, conversation: string, host: HostDraft): string {
  return kept?.isUnsent && kept.conversation !== conversation && host.text === "" ? kept.text : host.text;
}
