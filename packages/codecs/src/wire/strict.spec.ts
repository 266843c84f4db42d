import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import * as t from 'io-ts';
import { arbitraryOf } from '../../test/arbitraryOf.ts';
import { protocol } from '../../test/fixtures.ts';
import { mutations } from '../../test/mutate.ts';
import { clientEventCodecs } from '../events/clientEventCodecs.ts';
import * as main from '../index.ts';
import * as translation from '../translation.ts';
import { serverEventCodecs } from '../events/serverEventCodecs.ts';
import { strict } from './strict.ts';
import { translationClientEventCodecs } from '../translation/translationClientEventCodecs.ts';
import { translationServerEventCodecs } from '../translation/translationServerEventCodecs.ts';
import * as http from '../http.ts';
import * as translationClientSecret from '../translation/translationClientSecret.ts';

const codecs = { ...main, ...translation };

const ajv = new Ajv2020({ strict: false, formats: { unixtime: true, double: true } });
addFormats.default(ajv);
ajv.addSchema(protocol);

/** Payloads that the schema accepts, for each codec; and all mutations of a few of them, some thousands. */
const validRuns = 200;
const mutatedRuns = 8;

function assertAgreement(codec: t.Mixed, definition: string): void {
  const accepts = ajv.compile({ $ref: `${protocol.$id}#/$defs/${definition}` });
  const exactly = strict(codec);
  const check = (value: unknown): void => {
    if (accepts(value) === exactly.is(value)) return;
    throw new Error(
      `${definition}: schema says ${String(accepts(value))} (${ajv.errorsText(accepts.errors)})`,
    );
  };
  const valid = arbitraryOf(protocol.$defs[definition] ?? {}, protocol.$defs);
  fc.assert(fc.property(valid, check), { numRuns: validRuns });
  fc.assert(
    fc.property(valid, (value) => mutations(value).forEach(check)),
    { numRuns: mutatedRuns },
  );
}

type Table = Readonly<Record<string, t.Mixed>>;

function itAgrees(table: Table, definitions: Readonly<Record<string, string>>): void {
  it.each(Object.entries(definitions))('%s', (type, definition) => {
    const codec = table[type];
    if (codec === undefined) throw new Error('no codec');
    assertAgreement(codec, definition);
  });
}

describe('strict codecs accept exactly what the schema accepts', () => {
  describe('server events', () => {
    itAgrees(serverEventCodecs, protocol.serverEvents);
  });
  describe('client events', () => {
    itAgrees(clientEventCodecs, protocol.clientEvents);
  });
  describe('translation server events', () => {
    itAgrees(translationServerEventCodecs, protocol.translationServerEvents);
  });
  describe('translation client events', () => {
    itAgrees(translationClientEventCodecs, protocol.translationClientEvents);
  });
  // Each part by itself too: in a whole event a random change seldom falls on a field five levels down.
  describe('resources', () => {
    const orNull = (codec: t.Mixed): t.Mixed => t.union([codec, t.null]);
    const resources: readonly (readonly [definition: string, codec: t.Mixed])[] = [
      ['RealtimeAudioFormats', codecs.AudioFormat],
      ['AudioTranscription', codecs.AudioTranscription],
      ['AudioTranscriptionResponse', codecs.AudioTranscriptionState],
      ['RealtimeTurnDetection', orNull(codecs.TurnDetection)],
      ['RealtimeTruncation', codecs.Truncation],
      ['RealtimeReasoning', codecs.Reasoning],
      ['Prompt', orNull(codecs.Prompt)],
      ['InputTextContent', codecs.InputTextContent],
      ['InputImageContent', codecs.InputImageContent],
      ['InputFileContent', codecs.InputFileContent],
      ['VoiceIdsOrCustomVoice', codecs.Voice],
      ['Metadata', orNull(codecs.Metadata)],
      ['RealtimeFunctionTool', codecs.FunctionTool],
      ['MCPTool', codecs.McpTool],
      ['MCPToolFilter', codecs.McpToolFilter],
      ['MCPListToolsTool', codecs.McpListedTool],
      ['LogProbProperties', codecs.LogProb],
      ['TranscriptTextUsageTokens', codecs.TokenUsage],
      ['TranscriptTextUsageDuration', codecs.DurationUsage],
      ['RealtimeConversationItem', codecs.Item],
      ['RealtimeConversationItemMessageSystem', codecs.SystemMessageItem],
      ['RealtimeConversationItemMessageUser', codecs.UserMessageItem],
      ['RealtimeConversationItemMessageAssistant', codecs.AssistantMessageItem],
      ['RealtimeConversationItemFunctionCall', codecs.FunctionCallItem],
      ['RealtimeConversationItemFunctionCallOutput', codecs.FunctionCallOutputItem],
      ['RealtimeMCPToolCall', codecs.McpCallItem],
      ['RealtimeMCPListTools', codecs.McpListToolsItem],
      ['RealtimeMCPApprovalRequest', codecs.McpApprovalRequestItem],
      ['RealtimeMCPApprovalResponse', codecs.McpApprovalResponseItem],
      ['ResponseItemReference', codecs.ItemReference],
      ['RealtimeResponse', codecs.RealtimeResponse],
      ['RealtimeResponseCreateParams', codecs.ResponseCreateParams],
      ['RealtimeSessionCreateRequestGA', codecs.RealtimeSessionConfig],
      ['RealtimeSessionCreateResponseGA', codecs.RealtimeSession],
      ['RealtimeTranscriptionSessionCreateRequestGA', codecs.TranscriptionSessionConfig],
      ['RealtimeTranscriptionSessionCreateResponseGA', codecs.TranscriptionSession],
      ['RealtimeTranslationSession', codecs.TranslationSession],
      ['RealtimeTranslationSessionUpdateRequest', codecs.TranslationSessionConfig],
      ['RealtimeTranslationSessionCreateRequest', codecs.TranslationSessionCreateRequest],
    ];
    it.each(resources)('%s', (definition, codec) => {
      assertAgreement(codec, definition);
    });
  });
  describe('REST bodies', () => {
    itAgrees({ ...http, ...translationClientSecret } as Table, {
      ClientSecretCreateRequest: 'RealtimeCreateClientSecretRequest',
      ClientSecretCreateResponse: 'RealtimeCreateClientSecretResponse',
      TranslationClientSecretCreateRequest: 'RealtimeTranslationClientSecretCreateRequest',
      TranslationClientSecretCreateResponse: 'RealtimeTranslationClientSecretCreateResponse',
      CallCreateRequest: 'RealtimeCallCreateRequest',
      CallAcceptRequest: 'RealtimeSessionCreateRequestGA',
      CallReferRequest: 'RealtimeCallReferRequest',
      CallRejectRequest: 'RealtimeCallRejectRequest',
      WebhookRealtimeCallIncoming: 'WebhookRealtimeCallIncoming',
    });
  });
});

it('the tables have the events of the schema, and the client two more that a WebSocket accepts', () => {
  const keys = (table: object) => Object.keys(table).sort();
  expect(keys(serverEventCodecs)).toEqual(keys(protocol.serverEvents));
  expect(keys(clientEventCodecs)).toEqual(
    [...keys(protocol.clientEvents), 'session.close', 'session.input_audio_buffer.append'].sort(),
  );
  expect(keys(translationServerEventCodecs)).toEqual(keys(protocol.translationServerEvents));
  expect(keys(translationClientEventCodecs)).toEqual(keys(protocol.translationClientEvents));
});
