/**
 * The script of pages: no dependencies, nothing kept or sent before consent, nothing at all for whoever asks not to be tracked. What
 * could not be sent stays in the queue under the same ids, so that sent twice it is one event.
 */
export const trackScript = `(function(w,d,n){'use strict';
var s=d.currentScript,site=s.getAttribute('data-site'),to=new URL('/api/events',s.src).href,KEY='dossier_visitor',q=[],on=false,own=null,timer=0,last='';
function off(){return n.doNotTrack==='1'||w.doNotTrack==='1'||n.globalPrivacyControl===true}
function id(){if(w.crypto.randomUUID)return w.crypto.randomUUID();return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g,function(c){return(c^w.crypto.getRandomValues(new Uint8Array(1))[0]&15>>c/4).toString(16)})}
function visitor(){if(!on)return null;if(!own){try{own=w.localStorage.getItem(KEY)}catch(e){}
if(!own){own=id();try{w.localStorage.setItem(KEY,own)}catch(e){}}}return own}
function forget(){own=null;q=[];try{w.localStorage.removeItem(KEY)}catch(e){}}
function send(){w.clearTimeout(timer);timer=0;if(!on||!q.length)return;var part=q.splice(0,50),body=JSON.stringify({site:site,consent:true,visitor:visitor(),events:part}),ok=false;
try{ok=!!n.sendBeacon&&n.sendBeacon(to,body)}catch(e){}
if(ok){if(q.length)send();return}
fetch(to,{method:'POST',body:body,keepalive:true,credentials:'omit',mode:'cors'}).then(function(r){if(r.status===429||r.status>=500)again(part)},function(){again(part)})}
function again(part){q=part.concat(q).slice(-200);if(!timer)timer=w.setTimeout(send,15000)}
function words(name){var m=d.querySelector('meta[name="dossier:'+name+'"]');return m?m.content:''}
function track(name,more){if(!on)return;more=more||{};var topics=more.topics||words('topics').split(',').map(function(t){return t.trim()}).filter(Boolean);
q.push({id:id(),name:name,at:Date.now(),path:w.location.pathname,topics:topics,product:more.product||words('product')||null,properties:more.properties||null});
if(q.length>=20)send();else if(!timer)timer=w.setTimeout(send,2000)}
function page(){if(!on||last===w.location.pathname)return;last=w.location.pathname;track(words('product')?'PRODUCT_VIEW':'PAGE_VIEW');var here=last;w.setTimeout(function(){if(here===last&&!d.hidden)track('DWELL')},30000)}
function consent(yes){if(yes&&!off()){on=true;page()}else{on=false;last='';forget()}}
['pushState','replaceState'].forEach(function(name){var was=w.history[name];w.history[name]=function(){var r=was.apply(this,arguments);w.setTimeout(page,0);return r}});
w.addEventListener('popstate',page);w.addEventListener('pagehide',send);d.addEventListener('visibilitychange',function(){if(d.hidden)send()});
w.dossier={track:track,page:page,consent:consent,visitor:visitor,reset:function(){var yes=on;send();forget();on=yes}};
if(s.getAttribute('data-consent')==='true')consent(true);
})(window,document,navigator);
`;
