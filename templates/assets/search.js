// Finds pages by what they say. Without an index, or in a page that was opened from a folder, it finds names in the list.
(() => {
  const script = document.currentScript;
  const site = new URL("..", script.src);
  const asked = new URLSearchParams(location.search);
  const OF_EACH = 3, AT_ONCE = 10;
  let hasIndex = "index" in script.dataset && location.protocol !== "file:";
  // The list stays out of the way of results that are to come: it would be drawn for an instant, and jump.
  const searching = (on) => document.documentElement.classList.toggle("searching", on);
  if (hasIndex) searching(["q", "type", "option", "certainty"].some((name) => asked.get(name)?.trim()));

  const make = (tag, fields = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), fields);
    element.append(...children);
    return element;
  };
  const bare = (text) => text.replace(/[\s.:]+$/, "");
  const folded = (text) => text.normalize("NFD").replace(/\p{M}|[^\p{L}\p{N}]/gu, "").toLowerCase();

  // The words of a page that were found: where each begins in the text, and how much it counts.
  const hits = ({ content, weighted_locations }) => {
    const words = [...content.matchAll(/\S+/g)];
    return weighted_locations.map(({ location, weight }) => ({ location, weight, word: words[location]?.[0] ?? "", at: words[location]?.index ?? 0 }));
  };

  // The sentence that holds most of what was found, whole: a cut could take the "at most" off a number. One that begins
  // with a number stays with the one before it, for the same reason. Headings are named beside it.
  const best = (page, found, language) => {
    if (!Intl.Segmenter) return null;
    const headings = [page.meta.title, ...page.anchors.map(({ text }) => text)].filter(Boolean).map(bare);
    const sentences = [];
    for (const { segment, index } of new Intl.Segmenter(language, { granularity: "sentence" }).segment(page.content)) {
      const last = sentences.at(-1);
      if (last && /^[^\p{L}]*\p{N}/u.test(segment)) last.text += segment;
      else sentences.push({ text: segment, at: index, weight: 0, hits: [] });
    }
    for (const hit of found) {
      const sentence = sentences.findLast(({ at }) => at <= hit.at);
      sentence.weight += hit.weight;
      sentence.hits.push(hit);
    }
    return sentences.reduce((one, other) => (other.weight > (one?.weight ?? 0) && !headings.includes(bare(other.text)) ? other : one), null);
  };

  const marked = ({ text, at, hits }) => {
    const pieces = [];
    let from = 0;
    for (const hit of hits.sort((one, other) => one.at - other.at)) {
      const [word, before, core] = hit.word.match(/^([^\p{L}\p{N}]*)(.*?)[^\p{L}\p{N}%]*$/u);
      const place = hit.at - at + before.length;
      if (place < from || !word) continue;
      pieces.push(text.slice(from, place), make("mark", { textContent: core }));
      from = place + core.length;
    }
    // Where a citation was left out, a space stands before the full stop.
    return [...pieces, text.slice(from).trimEnd()].map((piece) => piece.replace?.(/ (?=[.,;:!?)])/g, "") ?? piece);
  };

  // How many letters have to be put in, left out, exchanged or swapped to make one word of another.
  const distance = (one, other) => {
    const rows = [[...other, ""].map((_, place) => place)];
    for (let i = 1; i <= one.length; i++) {
      rows[i] = [i];
      for (let j = 1; j <= other.length; j++) {
        const isSame = one[i - 1] === other[j - 1];
        rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + !isSame);
        if (one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
    return rows[one.length][other.length];
  };

  const draw = (page, marks, language) => {
    const address = new URL(page.raw_url, site).href;
    const found = hits(page);
    const sentence = best(page, found, language);
    const first = (sentence?.hits ?? found).reduce((least, { location }) => Math.min(least, location), Infinity);
    const part = page.anchors.findLast(({ text, location }) => text && location > 0 && location <= first && first < Infinity);
    const item = make("li", {}, make("h3", {}, make("a", { href: address, textContent: page.meta.title })));
    const signs = make("p", { className: "meta small" });
    for (const [kind, className] of [["mark", "retracted"], ["doubt", "retracted"], ["overdue", "gap"]])
      if (page.meta[kind]) signs.append(make("strong", { className, textContent: page.meta[kind] }), " ");
    const mark = marks.get(page.filters.certainty?.[0]);
    if (mark) signs.append(mark.content.cloneNode(true));
    if (signs.hasChildNodes()) item.append(signs);
    if (sentence) item.append(make("p", {}, ...marked(sentence)));
    if (part) item.append(make("p", { className: "small" }, "In: ", make("a", { href: `${address}#${part.id}`, textContent: bare(part.text) })));
    return item;
  };

  document.addEventListener("DOMContentLoaded", () => {
    const language = document.documentElement.lang;
    const form = document.getElementById("search");
    const field = form.elements.q;
    const choices = [...form.querySelectorAll("select")];
    const kinds = form.elements.type;
    const said = document.getElementById("found");
    const list = document.getElementById("results");
    const names = [...document.querySelectorAll("#a-z section li")];
    const marks = new Map([...document.querySelectorAll("template.mark")].map((mark) => [mark.title, mark]));
    const number = (count) => count.toLocaleString(language);
    const quoted = () => (field.value.trim() ? ` for “${field.value.trim()}”` : "");
    let turn = 0;

    const byName = () => {
      searching(false);
      const wanted = field.value.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const item of names) {
        const text = item.textContent.toLocaleLowerCase(language);
        item.hidden = !wanted.every((word) => text.includes(word));
        shown += !item.hidden;
      }
      for (const part of document.querySelectorAll("#a-z section")) part.hidden = !part.querySelector("li:not([hidden])");
      said.textContent = wanted.length ? `${number(shown)} ${shown === 1 ? "name" : "names"}${quoted()}.` : "";
    };

    let engine;
    const load = () =>
      (engine ??= import(new URL("search/pagefind/pagefind.js", site).href).then(async (pagefind) => {
        await pagefind.filters(); // without it nothing is counted
        return pagefind;
      }));

    // Pagefind shortens a word until something begins with it, were it by a single letter. We do not follow that far.
    const isNear = async (result, words) => {
      const page = await result.data();
      const title = result.matchedMetaFields?.length ? page.meta.title.split(/\s+/) : [];
      const found = [...hits(page).map(({ word }) => word), ...title].map(folded);
      const start = (word) => word.slice(0, Math.max(3, word.length >> 1));
      return words.split(/\s+/).map(folded).some((word) => word && found.some((other) => other.startsWith(start(word))));
    };

    // The words with each that no name holds replaced by the nearest that one does; "" if they stay as they are.
    const corrected = (words) => {
      const known = new Set(names.flatMap((item) => item.textContent.split(/[^\p{L}\p{N}]+/u)).map((word) => word.toLowerCase()).filter((word) => word.length > 3));
      const nearest = (word) => {
        if (word.length < 4 || known.has(word.toLowerCase())) return word;
        const close = [...known].map((other) => [distance(word.toLowerCase(), other), other]).filter(([far]) => far <= (word.length > 7 ? 2 : 1));
        return close.sort(([one], [other]) => one - other)[0]?.[1] ?? word;
      };
      const better = words.split(/\s+/).map(nearest).join(" ");
      return better === words ? "" : better;
    };

    // One kind of pages as a part of the list: some of them, and a way to the others.
    const group = async (kind, results, most) => {
      const items = make("ol");
      const add = async (count) => {
        const from = items.childElementCount;
        const pages = await Promise.all(results.slice(from, from + count).map((result) => result.data()));
        items.append(...pages.map((page) => draw(page, marks, language)));
        return items.children[from];
      };
      await add(most);
      const part = make("section", {}, make("h2", { textContent: `${kind} (${number(results.length)})` }), items);
      if (results.length > most) {
        const more = make("button", { type: "button", className: "btn alt sm" });
        const whole = make("span", { className: "vh", textContent: `: ${kind}` });
        const left = () => results.length - items.childElementCount;
        const name = () => more.replaceChildren(most === OF_EACH ? `Show all ${number(results.length)}` : `Show ${Math.min(left(), AT_ONCE)} more`, whole);
        name();
        more.addEventListener("click", async () => {
          if (most === OF_EACH) {
            kinds.value = kind;
            await find();
            said.focus();
            return;
          }
          const next = await add(AT_ONCE);
          left() ? name() : more.remove();
          next.querySelector("a").focus();
        });
        part.append(more);
      }
      return part;
    };

    const byText = async () => {
      const now = ++turn;
      const pagefind = await load();
      const words = field.value.trim() || null;
      const filters = Object.fromEntries(choices.filter(({ value }) => value).map(({ name, value }) => [name, value]));
      const isAsked = words !== null || Object.keys(filters).length > 0;
      const look = async (other) => pagefind.search(words, { filters: other });
      let { results } = await look(filters);
      if (words && results.length && !(await isNear(results[0], words))) results = [];
      // Each choice counts what there would be with another value of it.
      const counts = await Promise.all(choices.map(async ({ name }) => {
        const { [name]: own, ...others } = filters;
        return (await look(others)).filters[name] ?? {};
      }));
      const shown = isAsked && results.length ? [...kinds.options].map(({ value }) => value).filter((value) => value && (filters.type ?? value) === value) : [];
      const parts = await Promise.all(shown.map(async (kind) => {
        const { results: own } = await look({ ...filters, type: kind });
        return own.length ? group(kind, own, filters.type ? AT_ONCE : OF_EACH) : "";
      }));
      if (now !== turn) return;
      choices.forEach((choice, place) => {
        for (const option of [...choice.options].slice(1)) {
          const count = counts[place][option.value] ?? 0;
          option.label = `${option.value} (${number(count)})`;
          option.hidden = option.disabled = !count && !option.selected;
        }
      });
      const address = new URL(location.href);
      for (const { name, value } of [field, ...choices]) {
        if (value.trim()) address.searchParams.set(name, value.trim());
        else address.searchParams.delete(name);
      }
      history.replaceState(null, "", address);
      list.replaceChildren(...parts, make("p", {}, make("a", { href: location.pathname, textContent: "Everything from A to Z" })));
      list.hidden = !shown.length;
      searching(shown.length > 0);
      said.textContent = isAsked ? `${number(results.length)} ${results.length === 1 ? "page" : "pages"}${quoted()}.` : "";
      if (isAsked && !results.length) {
        const way = Object.keys(filters).length ? "Choose “Any” in the lists above, try a shorter word" : "Try a shorter word";
        const better = words && corrected(words);
        said.replaceChildren(`No page matches${words ? ` “${words}”` : ""}. `);
        if (better) said.append("Did you mean ", make("a", { href: `?${new URLSearchParams({ q: better })}`, textContent: better }), "? ");
        said.append(`${way}, or look in the `, make("a", { href: "#a-z", textContent: "A to Z below" }), ".");
      }
    };

    const find = async () => {
      if (hasIndex) {
        try {
          return await byText();
        } catch (error) {
          console.warn("The search index can't be had; names are looked for instead.", error);
          hasIndex = false;
        }
      }
      for (const choice of choices) choice.closest("label").hidden = true;
      byName();
    };

    let wait;
    field.value = asked.get("q") ?? field.value;
    for (const choice of choices) {
      const wanted = asked.get(choice.name);
      if ([...choice.options].some(({ value }) => value === wanted)) choice.value = wanted;
    }
    said.tabIndex = -1;
    form.addEventListener("focusin", () => hasIndex && load().catch(() => {}), { once: true });
    form.addEventListener("input", ({ target }) => {
      clearTimeout(wait);
      wait = setTimeout(find, target === field ? 250 : 0);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(wait);
      find();
    });
    if (!hasIndex || document.documentElement.classList.contains("searching")) find();
  });
})();
