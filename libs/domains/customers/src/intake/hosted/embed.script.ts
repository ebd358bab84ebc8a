/**
 * The script of pages that show a form inside them: it puts a frame where it stands and gives it the height that the form says. Heard is
 * the form alone: by its window, its address and its code. The frame may not lead the page around it elsewhere.
 */
export const embedScript = `(function(w,d){'use strict';
var s=d.currentScript,code=s&&s.getAttribute('data-form')||'';if(!/^[a-z0-9]{4,40}$/.test(code))return;
var home=new URL(s.src).origin,lang=s.getAttribute('data-lang'),to=new URL('/f/'+code,home),f=d.createElement('iframe'),shown=0;
to.searchParams.set('e',w.location.origin);if(lang==='zh'||lang==='en')to.searchParams.set('lang',lang);
f.title=s.getAttribute('data-title')||d.title;f.setAttribute('sandbox','allow-forms allow-scripts allow-same-origin');f.referrerPolicy='no-referrer';
f.style.display='block';f.style.width='100%';f.style.height='640px';f.style.border='0';
w.addEventListener('message',function(e){var m=e.data;if(e.origin!==home||e.source!==f.contentWindow||!m||m.dossierForm!==code||typeof m.height!=='number'||!isFinite(m.height))return;
f.style.height=Math.min(20000,Math.max(120,Math.ceil(m.height)))+'px'});
f.addEventListener('load',function(){if(shown++)f.scrollIntoView({block:'nearest'})});
f.src=to.href;s.parentNode.insertBefore(f,s.nextSibling);
})(window,document);
`;

/** What a form inside another page runs: it tells that page, and no other, how high it is. */
export const heightScript = `(function(h){var to=h.getAttribute('data-parent'),code=h.getAttribute('data-form'),last=0;
function tell(){var now=Math.ceil(h.getBoundingClientRect().height);if(now!==last){last=now;parent.postMessage({dossierForm:code,height:now},to)}}
new ResizeObserver(tell).observe(h);tell()})(document.documentElement)`;
