// Suggestions while typing, as an ARIA combobox. Without this file the box is a plain box.
(() => {
  "use strict";

  const WAIT_MS = 120;
  const MIN_LETTERS = 2;
  const count = new Intl.NumberFormat("vi-VN");
  const input = document.querySelector("form[data-suggest] input[type=search]");
  if (!input) return;

  const list = document.createElement("ul");
  let options = [];
  let chosen = -1; // none: Enter then sends the form, with exactly what was typed
  let timer = 0;
  let asking = new AbortController();

  const say = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  };

  const choose = (number) => {
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = number;
    if (number < 0) return input.removeAttribute("aria-activedescendant");
    options[number].setAttribute("aria-selected", "true");
    options[number].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[number].id);
  };

  // Also forgets whatever was asked for: an answer that comes later is stale.
  const close = () => {
    clearTimeout(timer);
    asking.abort();
    choose(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };

  const part = (className, text) =>
    Object.assign(document.createElement("span"), { className, textContent: text });

  const optionOf = (suggestion, number) => {
    const option = document.createElement("li");
    say(option, { id: `goi-y-${number}`, role: "option", "aria-selected": "false" });
    option.dataset.url = suggestion.url;
    const gives = suggestion.kind === "title" ? "" : ` · ${count.format(suggestion.count)} báo cáo`;
    option.append(part("name", suggestion.text), " ", part("count", suggestion.label + gives));
    return option;
  };

  const show = (suggestions) => {
    choose(-1);
    options = suggestions.map(optionOf);
    list.replaceChildren(...options);
    list.scrollTop = 0;
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };

  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const address = `${input.form.dataset.suggest}?${new URLSearchParams({ q: input.value })}`;
      const answer = await fetch(address, { signal });
      const suggestions = answer.ok ? (await answer.json()).suggestions : [];
      if (!signal.aborted) show(suggestions);
    } catch {
      if (!signal.aborted) close();
    }
  };

  const askSoon = (wait) => {
    clearTimeout(timer);
    asking.abort();
    choose(-1); // what was chosen belongs to another text
    if (input.value.trim().length < MIN_LETTERS) return close();
    timer = setTimeout(ask, wait);
  };

  const open = (option) => {
    close();
    location.assign(option.dataset.url);
  };

  const move = (step) => {
    if (list.hidden) return askSoon(0);
    const places = options.length + 1; // one of them is the box itself
    choose(((chosen + 1 + step + places) % places) - 1);
  };

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: () => !list.hidden && (close(), true),
    Enter: () => chosen >= 0 && (open(options[chosen]), true),
  };

  input.addEventListener("keydown", (event) => {
    // While an input method composes a word, its keys are its own (229: older browsers).
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (Object.hasOwn(keys, event.key) && keys[event.key]() !== false) event.preventDefault();
  });
  // Some input methods compose a whole word: what it is so far is suggested for as well.
  input.addEventListener("input", () => askSoon(WAIT_MS));
  input.addEventListener("compositionend", () => askSoon(WAIT_MS));
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  addEventListener("pagehide", close);

  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) open(option);
  });

  list.className = "suggestions";
  list.hidden = true;
  say(list, { id: "goi-y", role: "listbox", "aria-label": "Gợi ý" });
  say(input, {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  });
  input.after(list);
})();
