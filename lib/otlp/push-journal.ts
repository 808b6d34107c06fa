import { report, reportOnce } from '../diagnostics/report.js';

/** Says when pushing stops working and when it works again, once each. */
export class PushJournal {
  #isFailing = false;

  /** @param cause in a word or two, without anything that may be secret */
  failed(cause: string): void {
    if (this.#isFailing) return;
    this.#isFailing = true;
    report(`metrics could not be pushed over OTLP (${cause}); the next push carries them`);
  }

  worked(): void {
    if (!this.#isFailing) return;
    this.#isFailing = false;
    report('metrics are pushed over OTLP again');
  }

  rejected(points: number): void {
    reportOnce(
      'otlp:rejected',
      `the OTLP collector took a push but not ${points} of its data points; further ones are only counted`,
    );
  }

  unreadable(): void {
    reportOnce(
      'otlp:unreadable',
      'the OTLP collector answers with what is no OTLP; whether it keeps the metrics is not known',
    );
  }

  /** Differences were recorded and not pushed before the thread that knew of them ended. */
  forgot(): void {
    report(
      'what was counted since the last push is left out of the differences pushed over OTLP, for the thread that pushes has ended and started again',
    );
  }
}
