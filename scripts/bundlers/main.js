// A page that plays an answer of the embedded simulator, and says in its title how much of it was heard.
import { ofType, outputAudio, playback, realtimeSocket, responseCreate } from 'rx-realtime';
import { microphone, speaker } from 'rx-realtime/browser';
import { createSimulator } from 'rx-realtime/simulator';
import { share } from 'rxjs';

document.querySelector('#talk').addEventListener('click', () => {
  const player = speaker();
  player.played$.subscribe({
    next: (ms) => (document.title = `heard ${Math.round(ms)} ms`),
    error: (e) => (document.title = `failed ${e.message}`),
  });
  const { WebSocket: WebSocketCtor } = createSimulator({ timing: { audioSpeed: 50 } });
  const socket = realtimeSocket({ url: 'ws://simulator', model: 'gpt-realtime-2.1', WebSocketCtor });
  const live$ = socket.pipe(share());
  live$.pipe(outputAudio(), playback(player)).subscribe((event) => socket.next(event));
  live$.pipe(ofType('session.created')).subscribe(() => socket.next(responseCreate()));
  microphone().subscribe({
    next: () => (document.body.dataset.microphone = 'heard'),
    error: (e) => (document.body.dataset.microphone = e.message),
  });
});
document.body.dataset.ready = '';
