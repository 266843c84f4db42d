import { decodeFrame } from '@rx-realtime/codecs';
import { responses, usage } from '@rx-realtime/responses';
import { conversation, keepLastTurns, trimConversation } from '@rx-realtime/responses/conversation';
import { mergeMap, share, Subject } from 'rxjs';
import { deletedFrame, sessionFrame, turnFrames } from './callFrames.mjs';
const decoded = (f) => decodeFrame(f).right;
const mk = (which) => { const s = new Subject(); let del=[]; 
 if (which.includes('r')) s.pipe(responses(), mergeMap((r)=>r.transcript$)).subscribe();
 if (which.includes('c')) { const c = s.pipe(conversation(), share()); c.subscribe(); if (which.includes('t')) c.pipe(trimConversation(keepLastTurns(32))).subscribe(({item_id})=>del.push(item_id)); }
 if (which.includes('u')) s.pipe(usage()).subscribe();
 s.next(decoded(sessionFrame));
 return (evs)=>{ for (const e of evs){ s.next(e); while(del.length){const d=del; del=[]; for(const id of d) s.next({type:'conversation.item.deleted',event_id:'x'+id,item_id:id});} } }; };
for (const which of ['r','u','c','ct','rctu']) {
  const play = mk(which); let n=0; const out=[];
  for (let b=0;b<12;b++){ const evs=[]; for(let i=0;i<40;i++) evs.push(...turnFrames(n++).map(decoded)); const t=process.cpuUsage(); play(evs); const d=process.cpuUsage(t); out.push(((d.user+d.system)/evs.length).toFixed(1)); }
  console.log(which, 'µs cpu/event per block of 40 turns:', out.join(' '));
}
