import { bootstrapApplication } from '@angular/platform-browser';
import { ConversationComponent } from './conversation.component.ts';

bootstrapApplication(ConversationComponent).catch((error: unknown) => {
  document.title = String(error);
});
