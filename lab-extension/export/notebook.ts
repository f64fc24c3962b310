/** What of a notebook of format 4 is exported; everything else in its file is passed over. */
export interface Notebook {
  readonly cells: readonly Cell[];
}

export type Cell = MarkdownCell | CodeCell;

export interface MarkdownCell {
  readonly kind: "markdown";
  readonly source: string;
  /** Pictures in the cell by their names, each a MIME bundle. */
  readonly attachments: Readonly<Record<string, Bundle>>;
}

export interface CodeCell {
  readonly kind: "code";
  readonly source: string;
  readonly outputs: readonly Output[];
}

/** Forms of one thing by MIME type; text is in one piece. */
export type Bundle = Readonly<Record<string, unknown>>;

/** What a cell showed, printed or threw. */
export type Output =
  | { readonly kind: "shown"; readonly data: Bundle; readonly metadata: Bundle }
  | { readonly kind: "printed"; readonly stream: "stdout" | "stderr"; readonly text: string }
  | { readonly kind: "thrown"; readonly text: string };
