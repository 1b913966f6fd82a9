// Finds articles as one types; a comfort only: without it the page is whole, just not searchable.
(function () {
  'use strict';
  var nav = document.getElementById('contents'), main = document.getElementById('articles');
  var articles = Array.from(main.children);
  if (articles.length < 2) return;
  var entries = Array.from(nav.querySelectorAll('li a'), function (link) { return link.parentNode; });
  var rows = Array.from(nav.querySelectorAll('li')).reverse();
  var texts = null;

  var box = document.createElement('input');
  box.type = 'search';
  box.placeholder = nav.dataset.search;
  box.setAttribute('aria-label', nav.dataset.search);
  var status = document.createElement('output');
  var bar = document.createElement('div');
  bar.className = 'search';
  bar.append(box, status);
  nav.prepend(bar);
  var style = document.createElement('style');
  style.textContent = '::highlight(found) { background-color: rgb(196 60 40 / .28); text-decoration: underline 2px; }';
  document.head.append(style);

  // As typed and as printed: width and case do not matter.
  function fold(text) { return text.normalize('NFKC').toLowerCase(); }

  function show() {
    var terms = fold(box.value).split(/\s+/).filter(Boolean), count = 0;
    texts = texts || articles.map(function (article) { return fold(article.textContent); });
    articles.forEach(function (article, i) {
      var fits = terms.every(function (term) { return texts[i].includes(term); });
      article.hidden = entries[i].hidden = !fits;
      if (fits) count += 1;
    });
    // From the last row up: a page or an issue stays if anything stands under it.
    var underPage = false, underIssue = false;
    rows.forEach(function (row) {
      if (row.className === 'page') { row.hidden = !underPage; underPage = false; }
      else if (row.className === 'issue') { row.hidden = !underIssue; underPage = underIssue = false; }
      else if (!row.hidden) { underPage = underIssue = true; }
    });
    status.textContent = terms.length ? count + ' / ' + articles.length : '';
    mark(terms);
  }

  function mark(terms) {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.delete('found');
    if (!terms.length) return;
    var ranges = [], walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), node;
    while ((node = walker.nextNode()) && ranges.length < 5000) {
      var text = node.data.toLowerCase();
      terms.forEach(function (term) {
        for (var at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
          var range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + term.length);
          ranges.push(range);
        }
      });
    }
    CSS.highlights.set('found', new Highlight(...ranges));
  }

  function look(text) { box.value = text; show(); }

  main.addEventListener('click', function (event) {
    var chip = event.target.closest('.keywords button');
    if (chip) { look(chip.textContent); window.scrollTo(0, 0); }
  });
  main.querySelectorAll('.keywords li').forEach(function (item) {
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = item.textContent;
    item.replaceChildren(button);
  });
  box.addEventListener('input', show);
  document.addEventListener('keydown', function (event) {
    if (event.key === '/' && document.activeElement !== box) { event.preventDefault(); box.focus(); }
    if (event.key === 'Escape' && document.activeElement === box) look('');
  });
  // page.html#q=词 opens with that search.
  function fromAddress() {
    if (location.hash.startsWith('#q=')) {
      try { look(decodeURIComponent(location.hash.slice(3))); } catch (error) { look(''); }
    }
  }
  window.addEventListener('hashchange', fromAddress);
  fromAddress();
})();
