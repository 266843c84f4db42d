import { isSpeechMark } from '@rx-realtime/audio';
import type { Speech } from '@rx-realtime/audio';
import type { SpeechBlock } from '@rx-realtime/codecs';
import { durationMs } from '@rx-realtime/pcm';
import type { Subscription } from 'rxjs';
import type { Judge } from '../judge.ts';
import type { GuardSpeechConfig } from '../guardSpeechConfig.ts';
import type { SpokenSentence } from '../spokenSentence.ts';
import { sentencesIn } from './sentencesIn.ts';
import { verdictOn } from './verdictOn.ts';

/** Where words or sound belong, as events name it. */
interface Place {
  readonly response_id: string;
  readonly item_id: string;
  readonly content_index: number;
}

/** The words of one part. */
interface Words {
  readonly place: Place;
  text: string;
  /** Up to where sentences were given to the judge. */
  askedTo: number;
  /** Up to where all of them have passed. */
  passedTo: number;
  /** Sentences that the judge has, in order. */
  readonly asked: { readonly end: number; hasPassed: boolean }[];
  /** Whether no more words come. */
  isWhole: boolean;
  /** How much sound was let through, ms. */
  releasedMs: number;
}

/** What waits, and how many of its words have to pass before. */
interface Held {
  readonly speech: Speech;
  readonly words: Words | undefined;
  readonly needs: number;
}

/** What a {@link GuardedResponse} works with. */
export interface GuardedResponseConfig extends GuardSpeechConfig {
  readonly judge: Judge<SpokenSentence>;
  readonly pass: (speech: Speech) => void;
  readonly settled: () => void;
  /** Ends the judges. */
  readonly judging: Subscription;
}

/** One response whose sound waits for the verdicts on its words. */
export class GuardedResponse {
  readonly #config: GuardedResponseConfig;
  readonly #parts = new Map<string, Words>();
  #held: Held[] = [];
  #isRunning = true;
  #isRejected = false;
  #isOutOfBand = false;

  constructor(config: GuardedResponseConfig) {
    this.#config = config;
  }

  get isEmpty(): boolean {
    return this.#held.length === 0;
  }

  /** More words. */
  said(place: Place, delta: string): void {
    const words = this.#wordsOf(place);
    words.text += delta;
    this.#ask(words);
  }

  /** All the words of a part. */
  saidAll(place: Place, transcript: string | undefined): void {
    const words = this.#wordsOf(place);
    if (transcript !== undefined && transcript.length >= words.askedTo) words.text = transcript;
    this.#complete(words);
  }

  /** A block, or a mark. */
  take(speech: Speech): void {
    if (!isSpeechMark(speech)) {
      if (this.#isRejected) return;
      const words = this.#wordsOf(placeOf(speech));
      // Before there are any words it waits for the first.
      this.#held.push({ speech, words, needs: Math.max(1, words.text.trimEnd().length) });
      this.#release();
      return;
    }
    this.#isOutOfBand = speech.conversationId === null;
    if (speech.mark === 'created') {
      this.#config.pass(speech);
      return;
    }
    this.end();
    this.#held.push({ speech, words: undefined, needs: 0 });
    this.#release();
  }

  /** No more words come. */
  end(): void {
    this.#isRunning = false;
    for (const words of this.#parts.values()) this.#complete(words);
  }

  #wordsOf(place: Place): Words {
    const key = `${place.item_id} ${place.content_index}`;
    const words = this.#parts.get(key) ?? {
      place,
      text: '',
      askedTo: 0,
      passedTo: 0,
      asked: [],
      isWhole: false,
      releasedMs: 0,
    };
    this.#parts.set(key, words);
    return words;
  }

  #complete(words: Words): void {
    words.isWhole = true;
    this.#ask(words);
    this.#release();
  }

  /** Gives the judge each sentence once, when it is whole: until one is rejected. */
  #ask(words: Words): void {
    const { place } = words;
    for (const end of sentencesIn(words.text, words.askedTo, words.isWhole)) {
      if (this.#isRejected) return;
      const text = words.text.slice(words.askedTo, end).trim();
      words.askedTo = end;
      const sentence = {
        text,
        responseId: place.response_id,
        itemId: place.item_id,
        contentIndex: place.content_index,
      };
      const asked = { end, hasPassed: false };
      words.asked.push(asked);
      if (text === '') {
        this.#pass(words, asked);
        continue;
      }
      this.#config.judging.add(
        verdictOn(this.#config.judge, sentence, this.#config).subscribe((verdict) => {
          if (verdict === true) this.#pass(words, asked);
          else this.#reject(sentence, words, verdict);
        }),
      );
    }
  }

  #pass(words: Words, asked: { hasPassed: boolean }): void {
    asked.hasPassed = true;
    for (let first = words.asked[0]; first?.hasPassed === true; first = words.asked[0]) {
      words.passedTo = first.end;
      words.asked.shift();
    }
    this.#release();
  }

  #reject(sentence: SpokenSentence, words: Words, cause: unknown): void {
    if (this.#isRejected) return;
    this.#isRejected = true;
    this.#held = this.#held.filter(({ speech }) => isSpeechMark(speech));
    const audioEndMs = Math.floor(words.releasedMs);
    const [isRunning, isOutOfBand] = [this.#isRunning, this.#isOutOfBand];
    this.#config.rejectedObserver?.next({ ...sentence, audioEndMs, isRunning, isOutOfBand, cause });
    this.#release();
  }

  #release(): void {
    for (let first = this.#held[0]; first && mayPass(first); first = this.#held[0]) {
      this.#held.shift();
      if (first.words) first.words.releasedMs += durationMs(first.speech);
      this.#config.pass(first.speech);
    }
    this.#config.settled();
  }
}

const placeOf = ({ responseId, itemId, contentIndex }: SpeechBlock): Place => ({
  response_id: responseId,
  item_id: itemId,
  content_index: contentIndex,
});

/** Words are missing for sound of a part whose words are all known: a transcript that is shorter than its sound. */
const mayPass = ({ words, needs }: Held): boolean =>
  words === undefined ||
  words.passedTo >= needs ||
  (words.isWhole && words.asked.length === 0 && words.passedTo >= words.text.length);
