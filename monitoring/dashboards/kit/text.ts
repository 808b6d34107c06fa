import { PanelBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';

export interface TextSpec {
  readonly title: string;
  /** Markdown. */
  readonly content: string;
  readonly width: number;
  readonly height: number;
}

/** Something to read. */
export function text(spec: TextSpec): PanelBuilder {
  return new PanelBuilder()
    .title(spec.title)
    .mode(TextMode.Markdown)
    .content(spec.content)
    .span(spec.width)
    .height(spec.height);
}
