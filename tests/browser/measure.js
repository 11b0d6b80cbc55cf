// What the tests measure in a page. Nothing here changes how the page looks but `unfold`, `space` and `enlarge`.
(() => {
  const name = element => {
    const id = element.id ? `#${element.id}` : "";
    const classes = [...element.classList].map(c => `.${c}`).join("");
    const words = (element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.localName}${id}${classes}> ${JSON.stringify(words)}`;
  };
  const isShown = element => element.checkVisibility({visibilityProperty: true});
  const isScroller = element => {
    const style = getComputedStyle(element);
    return /auto|scroll/.test(style.overflowX + style.overflowY) &&
      (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight);
  };

  // Show what is folded away.
  const unfold = () => document.querySelectorAll("details").forEach(details => { details.open = true; });

  // Sideways overflow in px, and the elements that stick out.
  const overflow = () => {
    const root = document.scrollingElement, width = root.clientWidth;
    const hidden = [document.documentElement, document.body].some(e => /hidden|clip/.test(getComputedStyle(e).overflowX));
    const scrolls = element => {
      for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
        if (getComputedStyle(up).overflowX !== "visible") return true;
      return false;
    };
    const out = [...document.body.querySelectorAll("*")]
      .filter(e => isShown(e) && e.getBoundingClientRect().right > width + 1 && !scrolls(e))
      .map(e => `${name(e)} ends at ${Math.round(e.getBoundingClientRect().right)} px`);
    return {px: Math.max(0, root.scrollWidth - width), hidden, out: out.slice(-4)};
  };

  // WCAG 1.4.12: a reader's own spacing of text. An adopted style sheet is no inline style: the policy lets it pass.
  const space = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return getComputedStyle(document.querySelector("main p, main h1")).letterSpacing !== "normal";
  };

  // Text at twice its size, as a reader's browser makes it; returns how much larger the text of `main` became.
  const enlarge = () => {
    const size = e => parseFloat(getComputedStyle(e).fontSize), root = document.documentElement;
    const text = document.querySelector("main p") ?? document.querySelector("main");
    const before = size(text);
    root.style.fontSize = `${2 * size(root)}px`;
    return size(text) / before;
  };

  // The sum of all layout shifts that no input caused, and what moved.
  const shifts = () => new Promise(resolve => {
    let sum = 0;
    const moved = [];
    const observer = new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        if (entry.hadRecentInput) continue;
        sum += entry.value;
        moved.push(...entry.sources.filter(s => s.node?.localName).map(s => `${name(s.node)} by ${entry.value.toFixed(4)}`));
      }
    });
    observer.observe({type: "layout-shift", buffered: true});
    setTimeout(() => { observer.disconnect(); resolve({sum, moved: moved.slice(0, 4)}); }, 50);
  });

  // The pieces of text that a reader can see in the main part; with `all`, also those of controls and messages.
  const words = all => {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const skipped = all ? "script,style,template" : "script,style,template,noscript,button,output,[role=status],[aria-live]";
    while (walker.nextNode()) {
      const text = walker.currentNode.data.trim().replace(/\s+/g, " "), parent = walker.currentNode.parentElement;
      if (text && !parent.closest(skipped) && isShown(parent)) found.push(text);
    }
    return found;
  };

  // Everything that the Tab key has to reach, in the order of the page.
  let stops = [], looks = [];
  const look = element => {
    const s = getComputedStyle(element);
    return {outline: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 && !/, 0\)$|transparent/.test(s.outlineColor) ?
      `${s.outlineStyle} ${s.outlineWidth} ${s.outlineColor}` : "", shadow: s.boxShadow, background: s.backgroundColor};
  };
  const prepare = () => {
    const selector = "a[href],area[href],button,input:not([type=hidden]),select,textarea,summary,iframe,[contenteditable],[tabindex]";
    const isStop = e => {
      if (e.type === "radio" && e.name) {
        const group = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(e.name)}"]`)];
        return e === (group.find(radio => radio.checked) ?? group[0]);
      }
      return true;
    };
    stops = [...document.querySelectorAll(selector)]
      .filter(e => e.tabIndex >= 0 && !e.matches(":disabled") && !e.closest("[inert]") && isShown(e) && isStop(e));
    looks = stops.map(look);
    return stops.map(name);
  };
  // What happened at each press of Tab: the number of the stop, or null outside of the page; and what is wrong with it.
  const steps = [];
  const focus = () => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return {stop: null, name: "", wrong: ""};
    const stop = stops.indexOf(element);
    // Chromium lets readers scroll a box with the keyboard by stopping there; that is no link, and no fault.
    if (stop < 0) return {stop: isScroller(element) ? null : stop, name: name(element), wrong: isScroller(element) ? "" : "is no link or control"};
    const now = look(element), before = looks[stop];
    const isMarked = (now.outline && now.outline !== before.outline) || now.background !== before.background ||
      (now.shadow !== "none" && now.shadow !== before.shadow);
    const isHit = [...element.getClientRects()].some(box => {
      const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return hit && (element.contains(hit) || hit.closest("label")?.contains(element));
    });
    const wrong = [isMarked ? "" : "has no visible focus", isHit ? "" : "is out of sight or covered"].filter(Boolean).join(", ");
    return {stop, name: name(element), wrong};
  };
  const record = () => document.addEventListener("keyup", event => { if (event.key === "Tab") steps.push(focus()); }, true);
  const recorded = () => steps;

  globalThis.measure = {unfold, overflow, space, enlarge, shifts, words, prepare, record, recorded};
})();
