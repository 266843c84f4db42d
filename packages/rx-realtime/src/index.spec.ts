import { describe, expect, it } from '@jest/globals';
import * as audio from '@rx-realtime/audio';
import * as audioNode from '@rx-realtime/audio/node';
import * as audioPhone from '@rx-realtime/audio/phone';
import * as audioTranslation from '@rx-realtime/audio/translation';
import * as clock from '@rx-realtime/clock';
import * as codecs from '@rx-realtime/codecs';
import * as codecsHttp from '@rx-realtime/codecs/http';
import * as codecsTranslation from '@rx-realtime/codecs/translation';
import * as connection from '@rx-realtime/connection';
import * as connectionBeta from '@rx-realtime/connection/beta';
import * as connectionConsume from '@rx-realtime/connection/consume';
import * as connectionLink from '@rx-realtime/connection/link';
import * as connectionServer from '@rx-realtime/connection/server';
import * as connectionVoiceLive from '@rx-realtime/connection/voice-live';
import * as connectionXai from '@rx-realtime/connection/xai';
import * as events from '@rx-realtime/events';
import * as pcm from '@rx-realtime/pcm';
import * as reconnection from '@rx-realtime/reconnection';
import * as reconnectionNode from '@rx-realtime/reconnection/node';
import * as reconnectionStore from '@rx-realtime/reconnection/store';
import * as reconnectionSummary from '@rx-realtime/reconnection/summary';
import * as reconnectionTesting from '@rx-realtime/reconnection/testing';
import * as responses from '@rx-realtime/responses';
import * as conversation from '@rx-realtime/responses/conversation';
import * as latency from '@rx-realtime/responses/latency';
import * as usage from '@rx-realtime/responses/usage';
import * as session from '@rx-realtime/session';
import * as sessionPhone from '@rx-realtime/session/phone';
import * as sessionTranscription from '@rx-realtime/session/transcription';
import * as sessionTranslation from '@rx-realtime/session/translation';
import * as simulator from '@rx-realtime/simulator';
import * as main from 'rx-realtime';
import * as mainBeta from 'rx-realtime/beta';
import * as mainCodecs from 'rx-realtime/codecs';
import * as mainLink from 'rx-realtime/link';
import * as mainNode from 'rx-realtime/node';
import * as mainPhone from 'rx-realtime/phone';
import * as mainServer from 'rx-realtime/server';
import * as mainSimulator from 'rx-realtime/simulator';
import * as mainSummary from 'rx-realtime/summary';
import * as mainTesting from 'rx-realtime/testing';
import * as mainTranscription from 'rx-realtime/transcription';
import * as mainTranslation from 'rx-realtime/translation';
import * as mainVoiceLive from 'rx-realtime/voice-live';
import * as mainXai from 'rx-realtime/xai';
import * as mainUsage from 'rx-realtime/usage';

const homes: Readonly<Record<string, object>> = {
  'rx-realtime': main,
  'rx-realtime/codecs': mainCodecs,
  'rx-realtime/beta': mainBeta,
  'rx-realtime/link': mainLink,
  'rx-realtime/voice-live': mainVoiceLive,
  'rx-realtime/xai': mainXai,
  'rx-realtime/node': mainNode,
  'rx-realtime/phone': mainPhone,
  'rx-realtime/server': mainServer,
  'rx-realtime/simulator': mainSimulator,
  'rx-realtime/summary': mainSummary,
  'rx-realtime/testing': mainTesting,
  'rx-realtime/transcription': mainTranscription,
  'rx-realtime/translation': mainTranslation,
  'rx-realtime/usage': mainUsage,
};

const exported: Readonly<Record<string, object>> = {
  audio,
  audioNode,
  audioPhone,
  audioTranslation,
  clock,
  codecs,
  codecsHttp,
  codecsTranslation,
  connection,
  connectionConsume,
  connectionBeta,
  connectionLink,
  connectionVoiceLive,
  connectionXai,
  connectionServer,
  events,
  pcm,
  reconnection,
  reconnectionNode,
  reconnectionStore,
  reconnectionSummary,
  reconnectionTesting,
  responses,
  conversation,
  latency,
  usage,
  session,
  sessionPhone,
  sessionTranscription,
  sessionTranslation,
  simulator,
};

/** The entry points of the umbrella that export this very value under this name. */
const homesOf = (name: string, value: unknown): readonly string[] =>
  Object.entries(homes)
    .filter(([, home]) => Object.entries(home).some(([key, held]) => key === name && held === value))
    .map(([entry]) => entry);

describe('rx-realtime', () => {
  it.each(Object.entries(exported))('gives each value of %s a home', (_, module) => {
    const homeless = Object.entries(module)
      .filter(([name, value]) => homesOf(name, value).length === 0)
      .map(([name]) => name);
    expect(homeless).toEqual([]);
  });

  it('keeps codecs out of the main entry point', () => {
    const isCodec = (value: unknown): boolean =>
      typeof value === 'object' && value !== null && 'decode' in value && 'encode' in value;
    expect(Object.entries(main).filter(([, value]) => isCodec(value))).toEqual([]);
  });
});
