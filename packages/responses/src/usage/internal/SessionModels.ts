import type { ServerEvent } from '@rx-realtime/codecs';

type Session = Extract<ServerEvent, { readonly type: 'session.created' }>['session'];

/** Which models a session uses, by what its events say; what they leave out stays as it was. */
export class SessionModels {
  response: string | undefined;
  transcription: string | undefined;

  constructor(response: string | undefined, transcription: string | undefined) {
    this.response = response;
    this.transcription = transcription;
  }

  next(session: Session): void {
    if (!('type' in session)) return;
    if (session.type === 'realtime') this.response = session.model ?? this.response;
    if (session.type === 'realtime' || session.type === 'transcription')
      this.transcription = session.audio?.input?.transcription?.model ?? this.transcription;
  }
}
