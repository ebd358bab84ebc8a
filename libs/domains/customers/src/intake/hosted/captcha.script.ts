/**
 * The work of a page that asks for it, in the browser: SHA-256 written out, for an open line has no cryptography of the browser's own. It
 * works in slices, so that one can type meanwhile, and tells how far it is. Who sends before it is done is sent when it is.
 */
export const captchaScript = `(function(d){'use strict';
var task=d.getElementById('pow-task'),out=d.getElementById('pow'),say=d.getElementById('pow-say'),form=out&&out.form;if(!form||!task||!say)return;
var p=JSON.parse(atob(task.value.replace(/-/g,'+').replace(/_/g,'/'))).parameters,most=+say.getAttribute('data-most'),sent=false,button=form.querySelector('button');
var K=[],i,j,n=2;function frac(x){return(x-Math.floor(x))*4294967296|0}
var H0=[];for(i=0;i<64;n++){for(j=2;j*j<=n&&n%j;j++);if(j*j>n){if(i<8)H0[i]=frac(Math.pow(n,1/2));K[i++]=frac(Math.pow(n,1/3))}}
function words(hex){var w=[];for(var k=0;k<hex.length;k+=8)w.push(parseInt(hex.substr(k,8),16)|0);return w}
var head=words(p.salt+p.nonce),want=words(p.keyPrefix),W=new Int32Array(64),H=new Int32Array(8);
function hash(c){for(var k=0;k<8;k++)W[k]=head[k];W[8]=c;W[9]=0x80000000|0;for(k=10;k<15;k++)W[k]=0;W[15]=288;
for(k=16;k<64;k++){var x=W[k-15],y=W[k-2];W[k]=(W[k-16]+((x>>>7|x<<25)^(x>>>18|x<<14)^x>>>3)+W[k-7]+((y>>>17|y<<15)^(y>>>19|y<<13)^y>>>10))|0}
var a=H0[0],b=H0[1],e=H0[2],f=H0[3],g=H0[4],h=H0[5],q=H0[6],r=H0[7];
for(k=0;k<64;k++){var t=(r+((g>>>6|g<<26)^(g>>>11|g<<21)^(g>>>25|g<<7))+(g&h^~g&q)+K[k]+W[k])|0,u=(((a>>>2|a<<30)^(a>>>13|a<<19)^(a>>>22|a<<10))+(a&b^a&e^b&e))|0;r=q;q=h;h=g;g=(f+t)|0;f=e;e=b;b=a;a=(t+u)|0}
H[0]=a+H0[0];H[1]=b+H0[1];H[2]=e+H0[2];H[3]=f+H0[3];H[4]=g+H0[4];H[5]=h+H0[5];H[6]=q+H0[6];H[7]=r+H0[7]}
function is(){for(var k=0;k<want.length;k++)if(H[k]!==want[k])return false;return true}
function hex(){var s='';for(var k=0;k<8;k++)s+=('0000000'+(H[k]>>>0).toString(16)).slice(-8);return s}
var c=0,told=-1;function tell(part){var v=Math.min(99,Math.floor(part*100/10)*10);if(v!==told){told=v;say.textContent=say.getAttribute('data-working').replace('{percent}',v)}}
function done(){out.value=c+':'+hex();say.textContent=say.getAttribute('data-done');if(sent){if(button)button.disabled=false;form.submit()}}
function work(){var end=Date.now()+20;do{for(var k=0;k<400;k++){hash(c);if(is())return done();c++}}while(Date.now()<end);tell(c/most);setTimeout(work,0)}
form.addEventListener('submit',function(e){if(out.value===''){e.preventDefault();sent=true;if(button)button.disabled=true}});
if(out.value===''){tell(0);setTimeout(work,0)}else say.textContent=say.getAttribute('data-done');
})(document)`;
