// Enhancement only: every page works without this file. No eval, no inline handlers.
(() => {
  const root = document.documentElement;
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  // The server renders the theme from this cookie, so a page never flashes in the other one.
  all("[data-theme-toggle]").forEach((button) => {
    const name = () => {
      button.textContent = root.dataset.theme === "dark" ? button.dataset.light : button.dataset.dark;
    };
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
      name();
    });
  });

  // On a phone the menu is folded; without this file it stays open.
  const phone = matchMedia("(max-width: 48rem)");
  const menu = one("[data-menu]");
  if (menu) {
    const folded = all("[data-folds]");
    const sync = () => {
      menu.hidden = !phone.matches;
      const open = menu.getAttribute("aria-expanded") === "true";
      folded.forEach((part) => (part.hidden = phone.matches && !open));
    };
    menu.addEventListener("click", () => {
      menu.setAttribute("aria-expanded", String(menu.getAttribute("aria-expanded") !== "true"));
      sync();
    });
    phone.addEventListener("change", sync);
    sync();
  }

  all("[data-errors]").forEach((summary) => summary.focus());
  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
  all("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    const words = one("[data-copied]", button);
    const told = one("[role=status]", button.parentElement);
    const before = words.textContent;
    let timer = 0;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      clearTimeout(timer);
      words.textContent = told.textContent = words.dataset.copied;
      timer = setTimeout(() => {
        words.textContent = before;
        told.textContent = "";
      }, 5000);
    });
  });
  // Leaving replaces the page, so that the back button does not bring it up again.
  all("[data-leave]").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      root.hidden = true;
      location.replace(link.href);
    }),
  );

  // A page that locks says so five minutes before; one press begins the time again.
  all("[data-idle]").forEach((warning) => {
    const minutes = Number(warning.dataset.idle) / 60;
    let timer = 0;
    const wait = () => {
      clearTimeout(timer);
      warning.hidden = true;
      timer = setTimeout(() => (warning.hidden = false), (minutes - 5) * 60000);
    };
    one("button", warning).addEventListener("click", async () => {
      await fetch(warning.dataset.stay, { credentials: "same-origin" });
      wait();
    });
    wait();
  });

  // Files go up with a bar that shows how far; without this file the browser sends them.
  all("form[data-upload]").forEach((form) => {
    const bar = one("progress", form);
    const told = one("[data-progress]", form);
    form.addEventListener("submit", (event) => {
      const data = new FormData(form, event.submitter);
      const chosen = data.getAll("files").filter((file) => file.size);
      if (!chosen.length) return;
      event.preventDefault();
      const big = chosen.find((file) => file.size > Number(form.dataset.most));
      if (big) {
        told.textContent = `“${big.name}” ${form.dataset.big}`;
        return;
      }
      event.submitter.disabled = true;
      bar.hidden = false;
      const request = new XMLHttpRequest();
      request.upload.addEventListener("progress", (step) => {
        bar.value = step.lengthComputable ? Math.round((100 * step.loaded) / step.total) : 0;
        told.textContent = `${bar.value}%`;
      });
      request.addEventListener("loadend", () => {
        if (request.status === 204) return location.replace(location.href);
        bar.hidden = true;
        event.submitter.disabled = false;
        told.textContent = form.dataset.cut;
      });
      request.open("POST", form.action);
      request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      request.send(data);
    });
  });

  // Single keys on the docket: j and k move, / searches. They can be switched off (WCAG 2.1.4).
  const docket = one("[data-docket]");
  const keys = one("[data-keys]");
  if (!docket || !keys) return;
  const off = () => localStorage.getItem("keys") === "off";
  const say = () => (keys.textContent = off() ? "Turn shortcuts on" : "Turn shortcuts off");
  keys.parentElement.hidden = false;
  say();
  keys.addEventListener("click", () => {
    localStorage.setItem("keys", off() ? "on" : "off");
    say();
  });
  let at = -1;
  const go = (to) => {
    const rows = all("tr.row", docket);
    if (!rows.length) return;
    all("tr.cur", docket).forEach((row) => row.classList.remove("cur"));
    at = Math.min(rows.length - 1, Math.max(0, to));
    rows[at].classList.add("cur");
    one("a", rows[at]).focus();
    rows[at].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (event.key === "/") {
      event.preventDefault();
      one("[data-search]").focus();
    }
  });
})();
