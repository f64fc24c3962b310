import MarkdownIt from "markdown-it";
import { escapeHtml } from "./escapeHtml";
import type { MarkdownCell } from "./notebook";
import { findPictureUrl, isPictureUrl } from "./renderPicture";

/**
 * A cell of text as HTML. HTML in the text stays text; a link leads nowhere by itself; of a picture that is not in the
 * notebook there are its words, since the page asks for nothing.
 */
export function renderMarkdown({ source, attachments }: MarkdownCell): string {
  const markdown = new MarkdownIt({ html: false });
  markdown.renderer.rules.image = (tokens, index) => {
    const token = tokens[index];
    const alt = escapeHtml(token.content);
    const url = findUrl(token.attrGet("src") ?? "", attachments);
    return url
      ? `<img class="tsp-picture" alt="${alt}" src="${url}">`
      : `<span class="tsp-missing">${alt}</span>`;
  };
  markdown.renderer.rules.link_open = (tokens, index, options, _env, renderer) => {
    tokens[index].attrSet("rel", "noopener noreferrer");
    return renderer.renderToken(tokens, index, options);
  };
  return markdown.render(source);
}

/** Whether a text has a heading of the first level. */
export function hasTopHeading({ source }: MarkdownCell): boolean {
  return parse(source).some(({ type, tag }) => type === "heading_open" && tag === "h1");
}

/** The words of the first heading; null without one. */
export function findHeading({ source }: MarkdownCell): string | null {
  const tokens = parse(source);
  const at = tokens.findIndex(({ type }) => type === "heading_open");
  const children = at < 0 ? [] : (tokens[at + 1].children ?? []);
  const words = children.map(({ type, content }) =>
    type === "text" || type === "code_inline" ? content : "",
  );
  return words.join("").trim() || null;
}

function parse(source: string): ReturnType<MarkdownIt["parse"]> {
  return new MarkdownIt({ html: false }).parse(source, {});
}

function findUrl(src: string, attachments: MarkdownCell["attachments"]): string | null {
  const [, name] = /^attachment:(.+)$/.exec(src) ?? [];
  if (name === undefined) return isPictureUrl(src) ? src : null;
  const named = decodeName(name);
  return Object.hasOwn(attachments, named) ? findPictureUrl(attachments[named]) : null;
}

/** The name as it was before the address was encoded. */
function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
