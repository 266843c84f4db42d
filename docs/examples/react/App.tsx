import { useEffect, useState } from 'react';
import type { Assistant, HeardCaption, RealtimeStatus } from 'rx-realtime';
import { pizzeria } from '../page/pizzeria.ts';
import { useStream } from './useStream.ts';

const noCaptions: readonly HeardCaption[] = [];
const idle: RealtimeStatus = { state: 'idle' };

/** A conversation: captions of both sides, a button that begins and ends it, and a line to write in. */
export const App = () => {
  const [assistant, setAssistant] = useState<Assistant>();
  const [question, setQuestion] = useState('');
  const captions = useStream(assistant?.captions$, noCaptions);
  const { state } = useStream(assistant?.status$, idle);
  // Ends it with the page, or when another one takes its place.
  useEffect(() => () => void assistant?.close(), [assistant]);

  const talk = () => {
    const next = pizzeria();
    next.connect();
    setAssistant(next);
  };
  return (
    <main>
      <button onClick={assistant ? () => setAssistant(undefined) : talk}>
        {assistant ? 'Stop' : 'Talk'}
      </button>
      <output>{state}</output>
      <ol>
        {captions.map(({ id, who, heard }) => (
          <li key={id} className={who}>
            {heard}
          </li>
        ))}
      </ol>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          assistant?.ask(question);
          setQuestion('');
        }}
      >
        <input
          aria-label="Your question"
          value={question}
          onChange={({ target }) => setQuestion(target.value)}
        />
      </form>
    </main>
  );
};
