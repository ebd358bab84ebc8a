/** How the hosted page looks: the product's paper and ink, light and dark as the device has it. The browser admits this text by its hash alone. */
export const pageStyle = `:root{color-scheme:light dark;--paper:#fdfcfa;--card:#fff;--ink:#1e1d1b;--soft:#54514a;--line:#8f897e;--accent:#1f4068;--fault:#9c1240;--on:#fff}
@media(prefers-color-scheme:dark){:root{--paper:#1c1b19;--card:#272522;--ink:#ece9e3;--soft:#b8b3a9;--line:#757067;--accent:#9dbbe0;--fault:#f59ab3;--on:#0f1a28}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:620px;margin:0 auto;padding:32px 20px 64px}h1{font-size:26px;line-height:1.3;margin:8px 0 12px;text-wrap:balance}.intro,.help{color:var(--soft)}.intro{margin:0 0 24px}
.language{text-align:right;margin:0}a{color:var(--accent);text-underline-offset:3px}.language a{display:inline-block;padding:6px 0}
.question,fieldset,.consent{margin:0 0 22px}fieldset{border:0;padding:0;min-width:0}label,legend{display:block;font-weight:600;padding:0}.option{font-weight:400;display:flex;gap:10px;align-items:flex-start;min-height:44px;padding:9px 0}
.optional{font-weight:400;color:var(--soft);font-size:14px}.help,.fault{margin:2px 0 6px;font-size:14px}.fault{color:var(--fault);font-weight:600}
input:not([type=radio]):not([type=checkbox]),textarea{display:block;width:100%;margin-top:6px;padding:10px 12px;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;min-height:44px}
input[type=radio],input[type=checkbox]{width:20px;height:20px;margin:3px 0 0;flex:none;accent-color:var(--accent)}[aria-invalid=true]:not(fieldset){border-color:var(--fault)}
.scale{display:flex;flex-wrap:wrap;gap:4px 14px}.scale .option{gap:6px;min-width:48px}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
button{font:inherit;font-weight:600;color:var(--on);background:var(--accent);border:0;border-radius:6px;padding:12px 28px;min-height:44px;cursor:pointer}
.faults{border:2px solid var(--fault);border-radius:6px;padding:12px 16px;margin:0 0 24px}.faults p{margin:0 0 4px;font-weight:600}.faults ul{margin:0;padding-inline-start:20px}
.trap{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}`;
