// Written by scripts/write-guards.mjs from the codecs. Do not edit; scripts/guards.mjs says what this is.
type Guard = (u: unknown) => boolean;
type Fields = { readonly [key: string]: unknown };

const isNone = (u: unknown): boolean => u === undefined || u === null;
const isString = (u: unknown): boolean => typeof u === 'string';
const isNumber = (u: unknown): boolean => typeof u === 'number';
const isBoolean = (u: unknown): boolean => typeof u === 'boolean';
const isStringOrNone = (u: unknown): boolean => typeof u === 'string' || u === undefined || u === null;
const isNumberOrNone = (u: unknown): boolean => typeof u === 'number' || u === undefined || u === null;
const isObject = (u: unknown): u is Fields => typeof u === 'object' && u !== null && !Array.isArray(u);
const isList = (u: unknown, is: Guard): boolean => Array.isArray(u) && u.every(is);
const isMap = (u: unknown, is: Guard): boolean => isObject(u) && Object.values(u).every(is);

// prettier-ignore
function isUnknownVariant(u: unknown): boolean { return isObject(u) && u['type'] === 'unknown' && isString(u['wireType']) && Object.hasOwn(u, 'payload'); }
// prettier-ignore
function isErrorDetails(u: unknown): boolean { return isObject(u) && isString(u['message']) && isStringOrNone(u['type']) && isStringOrNone(u['code']) && isStringOrNone(u['param']) && isStringOrNone(u['event_id']); }
// prettier-ignore
function isErrorEvent(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isErrorDetails(u['error']); }
// prettier-ignore
function isPcmFormat(u: unknown): boolean { return isObject(u) && u['type'] === 'audio/pcm' && isNumberOrNone(u['rate']); }
// prettier-ignore
function isPcmuFormat(u: unknown): boolean { return isObject(u) && u['type'] === 'audio/pcmu'; }
// prettier-ignore
function isPcmaFormat(u: unknown): boolean { return isObject(u) && u['type'] === 'audio/pcma'; }
// prettier-ignore
function isAudioFormat(u: unknown): boolean { if (!isObject(u)) return false; switch (u['type']) { case 'audio/pcm': return isPcmFormat(u); case 'audio/pcmu': return isPcmuFormat(u); case 'audio/pcma': return isPcmaFormat(u); default: return false; } }
// prettier-ignore
function isAudioTranscriptionState(u: unknown): boolean { return isObject(u) && isStringOrNone(u['model']) && isStringOrNone(u['language']) && (isNone(u['languages']) || isList(u['languages'], isString)) && (isNone(u['keywords']) || isList(u['keywords'], isString)) && isStringOrNone(u['prompt']) && isStringOrNone(u['delay']); }
// prettier-ignore
function isNoiseReduction(u: unknown): boolean { return isObject(u) && isStringOrNone(u['type']) && isNumberOrNone(u['strength']); }
// prettier-ignore
function isServerVad(u: unknown): boolean { return isObject(u) && u['type'] === 'server_vad' && isNumberOrNone(u['threshold']) && isNumberOrNone(u['prefix_padding_ms']) && isNumberOrNone(u['silence_duration_ms']) && (isNone(u['create_response']) || isBoolean(u['create_response'])) && (isNone(u['interrupt_response']) || isBoolean(u['interrupt_response'])) && isNumberOrNone(u['idle_timeout_ms']); }
// prettier-ignore
function isSemanticVad(u: unknown): boolean { return isObject(u) && u['type'] === 'semantic_vad' && isStringOrNone(u['eagerness']) && (isNone(u['create_response']) || isBoolean(u['create_response'])) && (isNone(u['interrupt_response']) || isBoolean(u['interrupt_response'])); }
// prettier-ignore
function isTurnDetection(u: unknown): boolean { if (!isObject(u)) return false; switch (u['type']) { case 'server_vad': return isServerVad(u); case 'semantic_vad': return isSemanticVad(u); default: return false; } }
// prettier-ignore
function isAudioInput(u: unknown): boolean { return isObject(u) && (isNone(u['format']) || isAudioFormat(u['format']) || isUnknownVariant(u['format'])) && (isNone(u['transcription']) || isAudioTranscriptionState(u['transcription'])) && (isNone(u['noise_reduction']) || isNoiseReduction(u['noise_reduction'])) && (isNone(u['turn_detection']) || isTurnDetection(u['turn_detection']) || isUnknownVariant(u['turn_detection'])); }
// prettier-ignore
function isCustomVoice(u: unknown): boolean { return isObject(u) && isString(u['id']); }
// prettier-ignore
function isVoice(u: unknown): boolean { return isString(u) || isCustomVoice(u); }
// prettier-ignore
function isAudioOutput(u: unknown): boolean { return isObject(u) && (isNone(u['format']) || isAudioFormat(u['format']) || isUnknownVariant(u['format'])) && (isNone(u['voice']) || isVoice(u['voice'])) && isNumberOrNone(u['speed']); }
// prettier-ignore
function isAudio(u: unknown): boolean { return isObject(u) && (isNone(u['input']) || isAudioInput(u['input'])) && (isNone(u['output']) || isAudioOutput(u['output'])); }
// prettier-ignore
function isTracingOptions(u: unknown): boolean { return isObject(u) && isStringOrNone(u['workflow_name']) && isStringOrNone(u['group_id']) && (isNone(u['metadata']) || isObject(u['metadata'])); }
// prettier-ignore
function isTracing(u: unknown): boolean { return isString(u) || isTracingOptions(u); }
// prettier-ignore
function isFunctionTool(u: unknown): boolean { return isObject(u) && u['type'] === 'function' && isStringOrNone(u['name']) && isStringOrNone(u['description']) && (isNone(u['parameters']) || isObject(u['parameters'])); }
// prettier-ignore
function isMcpToolFilter(u: unknown): boolean { return isObject(u) && (isNone(u['tool_names']) || isList(u['tool_names'], isString)) && (isNone(u['read_only']) || isBoolean(u['read_only'])); }
// prettier-ignore
function isAllowedTools(u: unknown): boolean { return isList(u, isString) || isMcpToolFilter(u); }
// prettier-ignore
function isMcpApprovalFilter(u: unknown): boolean { return isObject(u) && (isNone(u['always']) || isMcpToolFilter(u['always'])) && (isNone(u['never']) || isMcpToolFilter(u['never'])); }
// prettier-ignore
function isRequireApproval(u: unknown): boolean { return isString(u) || isMcpApprovalFilter(u); }
// prettier-ignore
function isMcpTool(u: unknown): boolean { return isObject(u) && u['type'] === 'mcp' && isString(u['server_label']) && isStringOrNone(u['server_url']) && isStringOrNone(u['connector_id']) && isStringOrNone(u['tunnel_id']) && isStringOrNone(u['authorization']) && isStringOrNone(u['server_description']) && (isNone(u['headers']) || isMap(u['headers'], isString)) && (isNone(u['allowed_tools']) || isAllowedTools(u['allowed_tools'])) && (isNone(u['allowed_callers']) || isList(u['allowed_callers'], isString)) && (isNone(u['require_approval']) || isRequireApproval(u['require_approval'])) && (isNone(u['defer_loading']) || isBoolean(u['defer_loading'])); }
// prettier-ignore
function isTool(u: unknown): boolean { if (!isObject(u)) return false; switch (u['type']) { case 'function': return isFunctionTool(u); case 'mcp': return isMcpTool(u); default: return false; } }
// prettier-ignore
function isForcedFunction(u: unknown): boolean { return isObject(u) && u['type'] === 'function' && isString(u['name']); }
// prettier-ignore
function isForcedMcp(u: unknown): boolean { return isObject(u) && u['type'] === 'mcp' && isString(u['server_label']) && isStringOrNone(u['name']); }
// prettier-ignore
function isForcedTool(u: unknown): boolean { if (!isObject(u)) return false; switch (u['type']) { case 'function': return isForcedFunction(u); case 'mcp': return isForcedMcp(u); default: return false; } }
// prettier-ignore
function isToolChoice(u: unknown): boolean { return isString(u) || isForcedTool(u); }
// prettier-ignore
function isReasoning(u: unknown): boolean { return isObject(u) && isStringOrNone(u['effort']); }
// prettier-ignore
function isMaxOutputTokens(u: unknown): boolean { return isNumber(u) || isString(u); }
// prettier-ignore
function isTokenLimits(u: unknown): boolean { return isObject(u) && isNumberOrNone(u['post_instructions']); }
// prettier-ignore
function isRetentionRatioTruncation(u: unknown): boolean { return isObject(u) && u['type'] === 'retention_ratio' && isNumber(u['retention_ratio']) && (isNone(u['token_limits']) || isTokenLimits(u['token_limits'])); }
// prettier-ignore
function isTruncation(u: unknown): boolean { return isString(u) || isRetentionRatioTruncation(u); }
// prettier-ignore
function isPromptCacheBreakpoint(u: unknown): boolean { return isObject(u) && isString(u['mode']) && isStringOrNone(u['ttl']); }
// prettier-ignore
function isInputTextContent(u: unknown): boolean { return isObject(u) && u['type'] === 'input_text' && isString(u['text']) && (isNone(u['prompt_cache_breakpoint']) || isPromptCacheBreakpoint(u['prompt_cache_breakpoint'])); }
// prettier-ignore
function isInputImageContent(u: unknown): boolean { return isObject(u) && u['type'] === 'input_image' && isString(u['detail']) && isStringOrNone(u['image_url']) && isStringOrNone(u['file_id']) && (isNone(u['prompt_cache_breakpoint']) || isPromptCacheBreakpoint(u['prompt_cache_breakpoint'])); }
// prettier-ignore
function isInputFileContent(u: unknown): boolean { return isObject(u) && u['type'] === 'input_file' && isStringOrNone(u['file_id']) && isStringOrNone(u['filename']) && isStringOrNone(u['file_data']) && isStringOrNone(u['file_url']) && isStringOrNone(u['detail']) && (isNone(u['prompt_cache_breakpoint']) || isPromptCacheBreakpoint(u['prompt_cache_breakpoint'])); }
// prettier-ignore
function isPromptContent(u: unknown): boolean { if (!isObject(u)) return false; switch (u['type']) { case 'input_text': return isInputTextContent(u); case 'input_image': return isInputImageContent(u); case 'input_file': return isInputFileContent(u); default: return false; } }
// prettier-ignore
function isPromptVariable(u: unknown): boolean { return isString(u) || isPromptContent(u); }
// prettier-ignore
function isPrompt(u: unknown): boolean { return isObject(u) && isString(u['id']) && isStringOrNone(u['version']) && (isNone(u['variables']) || isMap(u['variables'], isPromptVariable)); }
// prettier-ignore
function isRealtimeSession(u: unknown): boolean { return isObject(u) && u['type'] === 'realtime' && isStringOrNone(u['id']) && isStringOrNone(u['object']) && isNumberOrNone(u['expires_at']) && (isNone(u['include']) || isList(u['include'], isString)) && isStringOrNone(u['model']) && (isNone(u['output_modalities']) || isList(u['output_modalities'], isString)) && isStringOrNone(u['instructions']) && (isNone(u['audio']) || isAudio(u['audio'])) && (isNone(u['tracing']) || isTracing(u['tracing'])) && (isNone(u['tools']) || isList(u['tools'], (element) => (isTool(element) || isUnknownVariant(element)))) && (isNone(u['tool_choice']) || isToolChoice(u['tool_choice'])) && (isNone(u['parallel_tool_calls']) || isBoolean(u['parallel_tool_calls'])) && (isNone(u['reasoning']) || isReasoning(u['reasoning'])) && (isNone(u['max_output_tokens']) || isMaxOutputTokens(u['max_output_tokens'])) && (isNone(u['truncation']) || isTruncation(u['truncation'])) && (isNone(u['prompt']) || isPrompt(u['prompt'])); }
// prettier-ignore
function isTranscriptionAudioInput(u: unknown): boolean { return isObject(u) && (isNone(u['format']) || isAudioFormat(u['format']) || isUnknownVariant(u['format'])) && (isNone(u['transcription']) || isAudioTranscriptionState(u['transcription'])) && (isNone(u['noise_reduction']) || isNoiseReduction(u['noise_reduction'])) && (isNone(u['turn_detection']) || isTurnDetection(u['turn_detection']) || isUnknownVariant(u['turn_detection'])); }
// prettier-ignore
function isTranscriptionAudio(u: unknown): boolean { return isObject(u) && (isNone(u['input']) || isTranscriptionAudioInput(u['input'])); }
// prettier-ignore
function isTranscriptionSession(u: unknown): boolean { return isObject(u) && u['type'] === 'transcription' && isStringOrNone(u['id']) && isStringOrNone(u['object']) && isNumberOrNone(u['expires_at']) && (isNone(u['include']) || isList(u['include'], isString)) && (isNone(u['audio']) || isTranscriptionAudio(u['audio'])); }
// prettier-ignore
function isSession(u: unknown): boolean { if (!isObject(u)) return false; switch (u['type']) { case 'realtime': return isRealtimeSession(u); case 'transcription': return isTranscriptionSession(u); default: return false; } }
// prettier-ignore
function isSessionCreated(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isSession(u['session']); }
// prettier-ignore
function isSessionUpdated(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isSession(u['session']); }
// prettier-ignore
function isConversation(u: unknown): boolean { return isObject(u) && isString(u['id']) && isStringOrNone(u['object']); }
// prettier-ignore
function isConversationCreated(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isConversation(u['conversation']); }
// prettier-ignore
function isSystemContent(u: unknown): boolean { return isObject(u) && isStringOrNone(u['type']) && isStringOrNone(u['text']); }
// prettier-ignore
function isSystemMessageItem(u: unknown): boolean { return isObject(u) && u['type'] === 'message' && u['role'] === 'system' && isList(u['content'], isSystemContent) && isStringOrNone(u['id']) && isStringOrNone(u['object']) && isStringOrNone(u['status']); }
// prettier-ignore
function isUserContent(u: unknown): boolean { return isObject(u) && isStringOrNone(u['type']) && isStringOrNone(u['text']) && isStringOrNone(u['audio']) && isStringOrNone(u['transcript']) && isStringOrNone(u['image_url']) && isStringOrNone(u['detail']); }
// prettier-ignore
function isUserMessageItem(u: unknown): boolean { return isObject(u) && u['type'] === 'message' && u['role'] === 'user' && isList(u['content'], isUserContent) && isStringOrNone(u['id']) && isStringOrNone(u['object']) && isStringOrNone(u['status']); }
// prettier-ignore
function isAssistantContent(u: unknown): boolean { return isObject(u) && isStringOrNone(u['type']) && isStringOrNone(u['text']) && isStringOrNone(u['audio']) && isStringOrNone(u['transcript']) && isStringOrNone(u['format']); }
// prettier-ignore
function isAssistantMessageItem(u: unknown): boolean { return isObject(u) && u['type'] === 'message' && u['role'] === 'assistant' && isList(u['content'], isAssistantContent) && isStringOrNone(u['id']) && isStringOrNone(u['object']) && isStringOrNone(u['status']) && isStringOrNone(u['phase']); }
// prettier-ignore
function isMessageItem(u: unknown): boolean { if (!isObject(u)) return false; switch (u['role']) { case 'system': return isSystemMessageItem(u); case 'user': return isUserMessageItem(u); case 'assistant': return isAssistantMessageItem(u); default: return false; } }
// prettier-ignore
function isFunctionCallItem(u: unknown): boolean { return isObject(u) && u['type'] === 'function_call' && isString(u['name']) && isString(u['arguments']) && isStringOrNone(u['id']) && isStringOrNone(u['object']) && isStringOrNone(u['status']) && isStringOrNone(u['call_id']); }
// prettier-ignore
function isFunctionCallOutputItem(u: unknown): boolean { return isObject(u) && u['type'] === 'function_call_output' && isString(u['call_id']) && isString(u['output']) && isStringOrNone(u['id']) && isStringOrNone(u['object']) && isStringOrNone(u['status']); }
// prettier-ignore
function isMcpProtocolError(u: unknown): boolean { return isObject(u) && u['type'] === 'protocol_error' && isNumber(u['code']) && isString(u['message']); }
// prettier-ignore
function isMcpToolExecutionError(u: unknown): boolean { return isObject(u) && u['type'] === 'tool_execution_error' && isString(u['message']); }
// prettier-ignore
function isMcpHttpError(u: unknown): boolean { return isObject(u) && u['type'] === 'http_error' && isNumber(u['code']) && isString(u['message']); }
// prettier-ignore
function isMcpError(u: unknown): boolean { if (!isObject(u)) return false; switch (u['type']) { case 'protocol_error': return isMcpProtocolError(u); case 'tool_execution_error': return isMcpToolExecutionError(u); case 'http_error': return isMcpHttpError(u); default: return false; } }
// prettier-ignore
function isMcpCallItem(u: unknown): boolean { return isObject(u) && u['type'] === 'mcp_call' && isString(u['id']) && isString(u['server_label']) && isString(u['name']) && isString(u['arguments']) && isStringOrNone(u['approval_request_id']) && isStringOrNone(u['output']) && (isNone(u['error']) || isMcpError(u['error']) || isUnknownVariant(u['error'])); }
// prettier-ignore
function isMcpListedTool(u: unknown): boolean { return isObject(u) && isString(u['name']) && isObject(u['input_schema']) && isStringOrNone(u['description']) && (isNone(u['annotations']) || isObject(u['annotations'])); }
// prettier-ignore
function isMcpListToolsItem(u: unknown): boolean { return isObject(u) && u['type'] === 'mcp_list_tools' && isString(u['server_label']) && isList(u['tools'], isMcpListedTool) && isStringOrNone(u['id']); }
// prettier-ignore
function isMcpApprovalRequestItem(u: unknown): boolean { return isObject(u) && u['type'] === 'mcp_approval_request' && isString(u['id']) && isString(u['server_label']) && isString(u['name']) && isString(u['arguments']); }
// prettier-ignore
function isMcpApprovalResponseItem(u: unknown): boolean { return isObject(u) && u['type'] === 'mcp_approval_response' && isString(u['id']) && isString(u['approval_request_id']) && isBoolean(u['approve']) && isStringOrNone(u['reason']); }
// prettier-ignore
function isItem(u: unknown): boolean { if (!isObject(u)) return false; switch (u['type']) { case 'message': return isMessageItem(u); case 'function_call': return isFunctionCallItem(u); case 'function_call_output': return isFunctionCallOutputItem(u); case 'mcp_call': return isMcpCallItem(u); case 'mcp_list_tools': return isMcpListToolsItem(u); case 'mcp_approval_request': return isMcpApprovalRequestItem(u); case 'mcp_approval_response': return isMcpApprovalResponseItem(u); default: return false; } }
// prettier-ignore
function isIdentified(u: unknown): boolean { return isObject(u) && isString(u['id']); }
// prettier-ignore
function isServerItem(u: unknown): boolean { return isItem(u) && isIdentified(u); }
// prettier-ignore
function isConversationItemAdded(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && (isServerItem(u['item']) || isUnknownVariant(u['item'])) && isStringOrNone(u['previous_item_id']); }
// prettier-ignore
function isConversationItemCreated(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && (isServerItem(u['item']) || isUnknownVariant(u['item'])) && isStringOrNone(u['previous_item_id']); }
// prettier-ignore
function isConversationItemDeleted(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['item_id']); }
// prettier-ignore
function isConversationItemDone(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && (isServerItem(u['item']) || isUnknownVariant(u['item'])) && isStringOrNone(u['previous_item_id']); }
// prettier-ignore
function isConversationItemRetrieved(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && (isServerItem(u['item']) || isUnknownVariant(u['item'])); }
// prettier-ignore
function isConversationItemTruncated(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['item_id']) && isNumber(u['content_index']) && isNumber(u['audio_end_ms']); }
// prettier-ignore
function isLogProb(u: unknown): boolean { return isObject(u) && isString(u['token']) && isNumber(u['logprob']) && (isNone(u['bytes']) || isList(u['bytes'], isNumber)); }
// prettier-ignore
function isConversationItemInputAudioTranscriptionDelta(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['item_id']) && isNumber(u['content_index']) && isString(u['delta']) && (isNone(u['logprobs']) || isList(u['logprobs'], isLogProb)) && isStringOrNone(u['obfuscation']); }
// prettier-ignore
function isConversationItemInputAudioTranscriptionSegment(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['item_id']) && isNumber(u['content_index']) && isString(u['id']) && isString(u['text']) && isNumber(u['start']) && isNumber(u['end']) && isStringOrNone(u['speaker']); }
// prettier-ignore
function isTranscriptionTokenDetails(u: unknown): boolean { return isObject(u) && isNumberOrNone(u['text_tokens']) && isNumberOrNone(u['audio_tokens']); }
// prettier-ignore
function isTokenUsage(u: unknown): boolean { return isObject(u) && u['type'] === 'tokens' && isNumber(u['input_tokens']) && isNumber(u['output_tokens']) && isNumber(u['total_tokens']) && (isNone(u['input_token_details']) || isTranscriptionTokenDetails(u['input_token_details'])); }
// prettier-ignore
function isDurationUsage(u: unknown): boolean { return isObject(u) && u['type'] === 'duration' && isNumber(u['seconds']); }
// prettier-ignore
function isTranscriptionUsage(u: unknown): boolean { if (!isObject(u)) return false; switch (u['type']) { case 'tokens': return isTokenUsage(u); case 'duration': return isDurationUsage(u); default: return false; } }
// prettier-ignore
function isTranscriptionLanguage(u: unknown): boolean { return isObject(u) && isString(u['code']); }
// prettier-ignore
function isConversationItemInputAudioTranscriptionCompleted(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['item_id']) && isNumber(u['content_index']) && isString(u['transcript']) && (isNone(u['usage']) || isTranscriptionUsage(u['usage']) || isUnknownVariant(u['usage'])) && (isNone(u['languages']) || isList(u['languages'], isTranscriptionLanguage)) && (isNone(u['logprobs']) || isList(u['logprobs'], isLogProb)); }
// prettier-ignore
function isTranscriptionError(u: unknown): boolean { return isObject(u) && isStringOrNone(u['type']) && isStringOrNone(u['code']) && isStringOrNone(u['message']) && isStringOrNone(u['param']); }
// prettier-ignore
function isConversationItemInputAudioTranscriptionFailed(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['item_id']) && isNumber(u['content_index']) && isTranscriptionError(u['error']); }
// prettier-ignore
function isInputAudioBufferCleared(u: unknown): boolean { return isObject(u) && isString(u['event_id']); }
// prettier-ignore
function isInputAudioBufferCommitted(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['item_id']) && isStringOrNone(u['previous_item_id']); }
// prettier-ignore
function isInputAudioBufferDtmfEventReceived(u: unknown): boolean { return isObject(u) && isString(u['event']) && isNumberOrNone(u['received_at']) && isStringOrNone(u['event_id']); }
// prettier-ignore
function isInputAudioBufferSpeechStarted(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isNumber(u['audio_start_ms']) && isString(u['item_id']); }
// prettier-ignore
function isInputAudioBufferSpeechStopped(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isNumber(u['audio_end_ms']) && isString(u['item_id']); }
// prettier-ignore
function isInputAudioBufferTimeoutTriggered(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isNumber(u['audio_start_ms']) && isNumber(u['audio_end_ms']) && isString(u['item_id']); }
// prettier-ignore
function isOutputAudioBufferCleared(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']); }
// prettier-ignore
function isOutputAudioBufferStarted(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']); }
// prettier-ignore
function isOutputAudioBufferStopped(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']); }
// prettier-ignore
function isRateLimit(u: unknown): boolean { return isObject(u) && isStringOrNone(u['name']) && isNumberOrNone(u['limit']) && isNumberOrNone(u['remaining']) && isNumberOrNone(u['reset_seconds']); }
// prettier-ignore
function isRateLimitsUpdated(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isList(u['rate_limits'], isRateLimit); }
// prettier-ignore
function isResponseError(u: unknown): boolean { return isObject(u) && isStringOrNone(u['type']) && isStringOrNone(u['code']) && isStringOrNone(u['message']); }
// prettier-ignore
function isResponseStatusDetails(u: unknown): boolean { return isObject(u) && isStringOrNone(u['type']) && isStringOrNone(u['reason']) && (isNone(u['error']) || isResponseError(u['error'])); }
// prettier-ignore
function isResponseAudioOutput(u: unknown): boolean { return isObject(u) && (isNone(u['format']) || isAudioFormat(u['format']) || isUnknownVariant(u['format'])) && isStringOrNone(u['voice']); }
// prettier-ignore
function isResponseAudio(u: unknown): boolean { return isObject(u) && (isNone(u['output']) || isResponseAudioOutput(u['output'])); }
// prettier-ignore
function isCachedTokenDetails(u: unknown): boolean { return isObject(u) && isNumberOrNone(u['text_tokens']) && isNumberOrNone(u['audio_tokens']) && isNumberOrNone(u['image_tokens']); }
// prettier-ignore
function isInputTokenDetails(u: unknown): boolean { return isObject(u) && isNumberOrNone(u['text_tokens']) && isNumberOrNone(u['audio_tokens']) && isNumberOrNone(u['image_tokens']) && isNumberOrNone(u['cached_tokens']) && (isNone(u['cached_tokens_details']) || isCachedTokenDetails(u['cached_tokens_details'])); }
// prettier-ignore
function isOutputTokenDetails(u: unknown): boolean { return isObject(u) && isNumberOrNone(u['text_tokens']) && isNumberOrNone(u['audio_tokens']) && isNumberOrNone(u['reasoning_tokens']); }
// prettier-ignore
function isUsage(u: unknown): boolean { return isObject(u) && isNumberOrNone(u['total_tokens']) && isNumberOrNone(u['input_tokens']) && isNumberOrNone(u['output_tokens']) && (isNone(u['input_token_details']) || isInputTokenDetails(u['input_token_details'])) && (isNone(u['output_token_details']) || isOutputTokenDetails(u['output_token_details'])); }
// prettier-ignore
function isResponse(u: unknown): boolean { return isObject(u) && isString(u['id']) && isStringOrNone(u['object']) && isStringOrNone(u['status']) && (isNone(u['status_details']) || isResponseStatusDetails(u['status_details'])) && (isNone(u['output']) || isList(u['output'], (element) => (isServerItem(element) || isUnknownVariant(element)))) && (isNone(u['metadata']) || isMap(u['metadata'], isString)) && (isNone(u['audio']) || isResponseAudio(u['audio'])) && (isNone(u['usage']) || isUsage(u['usage'])) && isStringOrNone(u['conversation_id']) && (isNone(u['output_modalities']) || isList(u['output_modalities'], isString)) && (isNone(u['max_output_tokens']) || isMaxOutputTokens(u['max_output_tokens'])); }
// prettier-ignore
function isResponseCreated(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isResponse(u['response']); }
// prettier-ignore
function isResponseDone(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isResponse(u['response']); }
// prettier-ignore
function isResponseOutputItemAdded(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isNumber(u['output_index']) && (isServerItem(u['item']) || isUnknownVariant(u['item'])); }
// prettier-ignore
function isResponseOutputItemDone(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isNumber(u['output_index']) && (isServerItem(u['item']) || isUnknownVariant(u['item'])); }
// prettier-ignore
function isContentPart(u: unknown): boolean { return isObject(u) && isStringOrNone(u['type']) && isStringOrNone(u['text']) && isStringOrNone(u['audio']) && isStringOrNone(u['transcript']); }
// prettier-ignore
function isResponseContentPartAdded(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isString(u['item_id']) && isNumber(u['output_index']) && isNumber(u['content_index']) && isContentPart(u['part']); }
// prettier-ignore
function isResponseContentPartDone(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isString(u['item_id']) && isNumber(u['output_index']) && isNumber(u['content_index']) && isContentPart(u['part']); }
// prettier-ignore
function isResponseOutputAudioDelta(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isString(u['item_id']) && isNumber(u['output_index']) && isNumber(u['content_index']) && isString(u['delta']) && isStringOrNone(u['obfuscation']); }
// prettier-ignore
function isResponseOutputAudioDone(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isString(u['item_id']) && isNumber(u['output_index']) && isNumber(u['content_index']); }
// prettier-ignore
function isResponseOutputAudioTranscriptDelta(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isString(u['item_id']) && isNumber(u['output_index']) && isNumber(u['content_index']) && isString(u['delta']) && isStringOrNone(u['obfuscation']); }
// prettier-ignore
function isResponseOutputAudioTranscriptDone(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isString(u['item_id']) && isNumber(u['output_index']) && isNumber(u['content_index']) && isString(u['transcript']); }
// prettier-ignore
function isResponseOutputTextDelta(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isString(u['item_id']) && isNumber(u['output_index']) && isNumber(u['content_index']) && isString(u['delta']) && isStringOrNone(u['obfuscation']); }
// prettier-ignore
function isResponseOutputTextDone(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isString(u['item_id']) && isNumber(u['output_index']) && isNumber(u['content_index']) && isString(u['text']); }
// prettier-ignore
function isResponseFunctionCallArgumentsDelta(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isString(u['item_id']) && isNumber(u['output_index']) && isString(u['call_id']) && isString(u['delta']) && isStringOrNone(u['obfuscation']); }
// prettier-ignore
function isResponseFunctionCallArgumentsDone(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isString(u['item_id']) && isNumber(u['output_index']) && isString(u['call_id']) && isString(u['arguments']) && isStringOrNone(u['name']); }
// prettier-ignore
function isResponseMcpCallArgumentsDelta(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isString(u['item_id']) && isNumber(u['output_index']) && isString(u['delta']) && isStringOrNone(u['obfuscation']); }
// prettier-ignore
function isResponseMcpCallArgumentsDone(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['response_id']) && isString(u['item_id']) && isNumber(u['output_index']) && isString(u['arguments']); }
// prettier-ignore
function isResponseMcpCallInProgress(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isNumber(u['output_index']) && isString(u['item_id']); }
// prettier-ignore
function isResponseMcpCallCompleted(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isNumber(u['output_index']) && isString(u['item_id']); }
// prettier-ignore
function isResponseMcpCallFailed(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isNumber(u['output_index']) && isString(u['item_id']); }
// prettier-ignore
function isMcpListToolsInProgress(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['item_id']); }
// prettier-ignore
function isMcpListToolsCompleted(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['item_id']); }
// prettier-ignore
function isMcpListToolsFailed(u: unknown): boolean { return isObject(u) && isString(u['event_id']) && isString(u['item_id']); }

/** The guard of each server event. */
// prettier-ignore
export const serverEventGuards: ReadonlyMap<string, Guard> = /*#__PURE__*/ new Map([
  ['error', isErrorEvent],
  ['session.created', isSessionCreated],
  ['session.updated', isSessionUpdated],
  ['conversation.created', isConversationCreated],
  ['conversation.item.added', isConversationItemAdded],
  ['conversation.item.created', isConversationItemCreated],
  ['conversation.item.deleted', isConversationItemDeleted],
  ['conversation.item.done', isConversationItemDone],
  ['conversation.item.retrieved', isConversationItemRetrieved],
  ['conversation.item.truncated', isConversationItemTruncated],
  ['conversation.item.input_audio_transcription.delta', isConversationItemInputAudioTranscriptionDelta],
  ['conversation.item.input_audio_transcription.segment', isConversationItemInputAudioTranscriptionSegment],
  ['conversation.item.input_audio_transcription.completed', isConversationItemInputAudioTranscriptionCompleted],
  ['conversation.item.input_audio_transcription.failed', isConversationItemInputAudioTranscriptionFailed],
  ['input_audio_buffer.cleared', isInputAudioBufferCleared],
  ['input_audio_buffer.committed', isInputAudioBufferCommitted],
  ['input_audio_buffer.dtmf_event_received', isInputAudioBufferDtmfEventReceived],
  ['input_audio_buffer.speech_started', isInputAudioBufferSpeechStarted],
  ['input_audio_buffer.speech_stopped', isInputAudioBufferSpeechStopped],
  ['input_audio_buffer.timeout_triggered', isInputAudioBufferTimeoutTriggered],
  ['output_audio_buffer.cleared', isOutputAudioBufferCleared],
  ['output_audio_buffer.started', isOutputAudioBufferStarted],
  ['output_audio_buffer.stopped', isOutputAudioBufferStopped],
  ['rate_limits.updated', isRateLimitsUpdated],
  ['response.created', isResponseCreated],
  ['response.done', isResponseDone],
  ['response.output_item.added', isResponseOutputItemAdded],
  ['response.output_item.done', isResponseOutputItemDone],
  ['response.content_part.added', isResponseContentPartAdded],
  ['response.content_part.done', isResponseContentPartDone],
  ['response.output_audio.delta', isResponseOutputAudioDelta],
  ['response.output_audio.done', isResponseOutputAudioDone],
  ['response.output_audio_transcript.delta', isResponseOutputAudioTranscriptDelta],
  ['response.output_audio_transcript.done', isResponseOutputAudioTranscriptDone],
  ['response.output_text.delta', isResponseOutputTextDelta],
  ['response.output_text.done', isResponseOutputTextDone],
  ['response.function_call_arguments.delta', isResponseFunctionCallArgumentsDelta],
  ['response.function_call_arguments.done', isResponseFunctionCallArgumentsDone],
  ['response.mcp_call_arguments.delta', isResponseMcpCallArgumentsDelta],
  ['response.mcp_call_arguments.done', isResponseMcpCallArgumentsDone],
  ['response.mcp_call.in_progress', isResponseMcpCallInProgress],
  ['response.mcp_call.completed', isResponseMcpCallCompleted],
  ['response.mcp_call.failed', isResponseMcpCallFailed],
  ['mcp_list_tools.in_progress', isMcpListToolsInProgress],
  ['mcp_list_tools.completed', isMcpListToolsCompleted],
  ['mcp_list_tools.failed', isMcpListToolsFailed],
]);
