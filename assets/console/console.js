// The console. Each part minds its own; here they meet.
import './times.js';
import './rail.js';
import './announce.js';
import './title.js';
import './menus.js';
import './keys.js';
import './emoji-picker.js';
import './message-tools.js';
import './filter.js';
import './mentions.js';
import './strike.js';
import './voice-player.js';
import './block.js';
import './zone.js';
import './cards.js';
import './reply-window.js';
import './forward.js';
import * as bell from './bell.js';
import * as chat from './chat.js';
import * as close from './close.js';
import * as replies from './replies.js';

close.wire({ go: chat.go, reopen: chat.reopen });
close.begin();
chat.start();
replies.start();
bell.start();
