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

  // Sideways overflow in px, and the elements that stick out, the farthest first.
  const overflow = () => {
    const root = document.scrollingElement, width = root.clientWidth, right = e => e.getBoundingClientRect().right;
    const hidden = [document.documentElement, document.body].some(e => /hidden|clip/.test(getComputedStyle(e).overflowX));
    const isCut = element => {
      for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
        if (getComputedStyle(up).overflowX !== "visible") return true;
      return false;
    };
    const px = Math.max(0, root.scrollWidth - width);
    if (!px) return {px, hidden, out: []};
    const out = [...document.body.querySelectorAll("*")].filter(e => isShown(e) && right(e) > width + 1 && !isCut(e));
    const speaks = e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
    const culprits = out.filter(e => speaks(e) || ![...e.children].some(child => out.includes(child)));
    culprits.sort((a, b) => right(b) - right(a));
    return {px, hidden, out: culprits.slice(0, 3).map(e => `${name(e)} ends at ${Math.round(right(e))} px`)};
  };

  // Tables that are wider than the column they stand in.
  const wide = () => [...document.querySelectorAll(".cq")].filter(e => isShown(e) && e.scrollWidth > e.clientWidth).map(name);

  // WCAG 1.4.12: a reader's own spacing of text. An adopted style sheet is no inline style: the policy lets it pass.
  const spacing = new CSSStyleSheet();
  spacing.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  const space = on => {
    document.adoptedStyleSheets = on ? [spacing] : [];
    return getComputedStyle(document.querySelector("main h1, main p")).letterSpacing;
  };

  // Text at so many times its size, as a reader's browser makes it; returns the size of the text of `main` in px.
  const enlarge = times => {
    const size = e => parseFloat(getComputedStyle(e).fontSize), root = document.documentElement;
    root.style.fontSize = "";
    if (times !== 1) root.style.fontSize = `${times * size(root)}px`;
    return size(document.querySelector("main p, main li") ?? document.querySelector("main"));
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
    const skipped = all ? "script,style,template" : "script,style,template,noscript,form,label,button,output,[role=status],[aria-live]";
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
    // Nine points of what can be seen of it.
    const isHit = [...element.getClientRects()].some(box => {
      const left = Math.max(box.left, 0), top = Math.max(box.top, 0);
      const width = Math.min(box.right, innerWidth) - left, height = Math.min(box.bottom, innerHeight) - top;
      return width > 0 && height > 0 && [.1, .5, .9].some(x => [.1, .5, .9].some(y => {
        const hit = document.elementFromPoint(left + width * x, top + height * y);
        return hit && (element.contains(hit) || hit.closest("label")?.contains(element));
      }));
    });
    const wrong = [isMarked ? "" : "has no visible focus", isHit ? "" : "is out of sight or covered"].filter(Boolean).join(", ");
    return {stop, name: name(element), wrong};
  };
  const record = () => document.addEventListener("keyup", event => { if (event.key === "Tab") steps.push(focus()); }, true);
  const recorded = () => steps;

  globalThis.measure = {unfold, overflow, wide, space, enlarge, shifts, words, prepare, record, recorded};
})();
