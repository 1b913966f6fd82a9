// Finds and filters articles as one types or chooses; a comfort only: without it the page is whole.
(function () {
  'use strict';
  var main = document.getElementById('articles'), nav = document.getElementById('contents');
  var controls = document.querySelector('#find .controls'), none = document.getElementById('none');
  var box = controls.querySelector('input'), clear = controls.querySelector('button');
  var status = controls.querySelector('output');
  var selects = Array.from(controls.querySelectorAll('select'));
  var bars = Array.from(document.querySelectorAll('.chart a'));
  var chips = [];
  var articles = Array.from(main.querySelectorAll('article'), function (article) {
    return { shown: article, places: (article.dataset.places || '').split(' '), keywords: keywordsOf(article) };
  });
  var entries = Array.from(nav.querySelectorAll('li a'), function (link) { return link.parentNode; });
  var rows = Array.from(nav.querySelectorAll('li')).reverse();
  var wanted = { q: '', place: '', keyword: '' };
  var found = window.CSS && CSS.highlights && document.adoptedStyleSheets ? new Highlight() : null;

  // Keywords become buttons that filter.
  function keywordsOf(article) {
    return Array.from(article.querySelectorAll('.keywords li'), function (item) {
      var chip = document.createElement('button');
      chip.type = 'button';
      chip.textContent = item.textContent;
      chip.dataset.filter = 'keyword';
      chip.dataset.value = item.textContent;
      item.replaceChildren(chip);
      chips.push(chip);
      return chip.dataset.value;
    });
  }

  // Width and case do not matter. Each character stays one, so that places in the folded text are places in the text.
  function fold(text) {
    return text.replace(/[\u3000\uff01-\uff5e]/g, function (mark) {
      return mark === '\u3000' ? ' ' : String.fromCharCode(mark.charCodeAt(0) - 0xfee0);
    }).replace(/[A-Z\u00c0-\u00de\u0391-\u03a9\u0410-\u042f]/g, function (letter) { return letter.toLowerCase(); });
  }

  // What was printed; not the record below it, whose ids and line numbers would match any number.
  function textOf(article) {
    if (article.text === undefined) {
      article.text = fold(Array.from(article.shown.children, function (part) {
        return part.className === 'record' ? '' : part.textContent;
      }).join('\n'));
    }
    return article.text;
  }

  function show() {
    var terms = fold(wanted.q).split(/\s+/).filter(Boolean), count = 0;
    articles.forEach(function (article, i) {
      var fits = (!wanted.place || article.places.includes(wanted.place)) &&
        (!wanted.keyword || article.keywords.includes(wanted.keyword)) &&
        terms.every(function (term) { return textOf(article).includes(term); });
      article.shown.hidden = entries[i].hidden = !fits;
      count += fits;
    });
    // From the last row up: a page or an issue stays if anything stands under it.
    var underPage = false, underIssue = false;
    rows.forEach(function (row) {
      if (row.className === 'page') { row.hidden = !underPage; underPage = false; }
      else if (row.className === 'issue') { row.hidden = !underIssue; underPage = underIssue = false; }
      else if (!row.hidden) { underPage = underIssue = true; }
    });
    var filtered = Boolean(terms.length || wanted.place || wanted.keyword);
    status.textContent = filtered ? count + ' / ' + articles.length : '';
    clear.hidden = !filtered;
    none.hidden = count > 0;
    selects.forEach(choose);
    bars.concat(chips).forEach(function (mark) {
      mark.setAttribute('aria-pressed', String(wanted[mark.dataset.filter] === mark.dataset.value));
    });
    highlight(terms);
  }

  // A keyword that only one article has is not among the choices until it is chosen.
  function choose(select) {
    var value = wanted[select.dataset.filter];
    if (!Array.from(select.options).some(function (option) { return option.value === value; })) {
      select.add(new Option(value, value));
    }
    select.value = value;
  }

  function highlight(terms) {
    if (!found) return;
    found.clear();
    if (!terms.length) return;
    articles.forEach(function (article) {
      if (article.shown.hidden || found.size > 5000) return;
      var walker = document.createTreeWalker(article.shown, NodeFilter.SHOW_TEXT), node;
      while ((node = walker.nextNode())) {
        var text = fold(node.data);
        terms.forEach(function (term) {
          for (var at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
            var range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + term.length);
            found.add(range);
          }
        });
      }
    });
  }

  // Change what is wanted, say so in the address, and go where the first article now stands.
  function want(change) {
    Object.assign(wanted, change);
    show();
    var said = new URLSearchParams(Object.entries(wanted).filter(function (pair) { return pair[1]; })).toString();
    // Refused where the page is shown inside another one.
    try { history.replaceState(null, '', '#' + said); } catch (error) { /* the search works all the same */ }
    if (main.getBoundingClientRect().top < 0) main.scrollIntoView({ behavior: 'instant' });
  }

  // page.html#q=WORD&keyword=WORD opens with that search.
  function fromAddress() {
    var said = new URLSearchParams(location.hash.slice(1));
    if (!said.has('q') && !said.has('place') && !said.has('keyword')) return;
    Object.keys(wanted).forEach(function (name) { wanted[name] = said.get(name) || ''; });
    box.value = wanted.q;
    show();
  }

  function toggle(event) {
    var mark = event.target.closest('[data-filter][data-value]'), change = {};
    if (!mark) return;
    event.preventDefault();
    change[mark.dataset.filter] = wanted[mark.dataset.filter] === mark.dataset.value ? '' : mark.dataset.value;
    want(change);
  }

  bars.forEach(function (bar) { bar.setAttribute('role', 'button'); });
  document.addEventListener('click', toggle);
  selects.forEach(function (select) {
    select.addEventListener('change', function () {
      var change = {};
      change[select.dataset.filter] = select.value;
      want(change);
    });
  });
  // While an input method is at work, what stands in the box are letters of Pinyin.
  box.addEventListener('input', function (event) { if (!event.isComposing) want({ q: box.value }); });
  box.addEventListener('compositionend', function () { want({ q: box.value }); });
  function reset() { box.value = ''; want({ q: '', place: '', keyword: '' }); }
  clear.addEventListener('click', function () { reset(); box.focus(); });
  document.addEventListener('keydown', function (event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/' && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      box.focus();
    }
    if (event.key === 'Escape' && document.activeElement === box) reset();
    if (event.key === ' ' && event.target.matches('.chart a')) toggle(event);
  });
  window.addEventListener('hashchange', fromAddress);
  if (found) {
    var style = new CSSStyleSheet();
    style.replaceSync('::highlight(found) { background-color: rgb(196 60 40 / .28); text-decoration: underline 2px; }');
    document.adoptedStyleSheets = [style];
    CSS.highlights.set('found', found);
  }
  controls.hidden = false;
  show();
  fromAddress();
})();
