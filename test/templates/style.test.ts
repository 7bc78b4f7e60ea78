import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRepository, type TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';

let workspace: TestRepository;

beforeAll(() => {
  workspace = makeRepository({
    'records/office.yaml': `names: {official: {en: Ministry of Science, am: የሳይንስ ሚኒስቴር}, short: {en: the Ministry}}
country: ET
unit: {en: Directorate}
seat: Addis Ababa
phone: "+251 1"
email: a@example.org
website: https://example.org
posts:
  - {id: desk, title: {en: Desk}}
fiscal_year: {starts: "07-08"}
`,
    'records/projects/well.yaml': 'title: {en: "Well <1>"}\nhistory: [{date: 2026-10-05, to: idea, by: desk}]\n',
  });
});

afterAll(() => {
  workspace.remove();
});

function write(name: string, content: string | Uint8Array): void {
  const path = join(workspace.root, 'templates', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

async function brief(format: string): Promise<{ code: number; out: string; err: string }> {
  const args = ['render', 'well', '--document', 'sheet', '--format', format, '--out', '-'];
  return run(workspace.root, args, { env: workspace.env });
}

async function validate(style: string): Promise<{ code: number; out: string; err: string }> {
  write('style.yaml', style);
  return run(workspace.root, ['validate'], { env: workspace.env });
}

const svg = (inner: string): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inner}</svg>`;

describe('a slip in style.yaml', () => {
  it.each([
    ['colours: {inc: "#000000"}', '1:11', 'There is no setting colours.inc.', 'did you mean ink?'],
    ['size: 11\ncolour: {}', '2:1', 'There is no setting colour.', 'did you mean colours?'],
    ['colours: {ink: "red;} body{"}', '1:16', 'colours.ink is a colour of six hexadecimal digits.', '"#1f3a5f"'],
    ['colours: {ink: 123456}', '1:16', 'colours.ink is a colour', 'in quotes'],
    ['size: 90', '1:7', 'size is a number from 8 to 16 (points).', 'such as'],
    ['size: "11"', '1:7', 'size is a number', 'such as'],
    ['line_spacing: 0', '1:15', 'line_spacing is a number', 'such as'],
    ['margins: {top: 1}', '1:16', 'margins.top is a number from 5 to 80 (mm).', 'such as'],
    ['page: A4', '1:7', 'page is a group of settings.', 'its settings: width, height'],
    ['fonts: {text: "\\") #panic("}', '1:15', 'There is no font family', 'Source Serif 4, Abyssinica SIL'],
    ['fonts: {others: [Noto Naskh Arabic]}', '1:18', 'There is no font family "Noto Naskh', 'templates/fonts/'],
    [
      'emblem: {svg: ../../secret.svg, png: emblem.png}',
      '1:15',
      'emblem.svg is the name of a file in templates/.',
      'emblem.svg',
    ],
    ['emblem: {png: mark.png, svg: emblem.svg}', '1:15', 'There is no file templates/mark.png.', 'put it there'],
    ['emblem: {svg: emblem.svg}', '1:9', 'emblem.png is the name of a file in templates/.', 'such as emblem.png'],
    ['footer: Ministry', '1:9', 'footer holds the words by language.', 'such as'],
  ])('is told with its place and remedy: %s', async (style, place, message, hint) => {
    const { code, out } = await validate(`${style}\n`);
    expect(code).toBe(1);
    expect(out).toContain(`templates/style.yaml:${place}: error style-invalid: ${message}`);
    expect(out).toContain(hint);
  });

  it('stops a document, with file, line and remedy', async () => {
    write('style.yaml', 'size: 11\ncolours: {ink: blue}\nmargins: {left: 200}\n');
    const { code, err } = await brief('html');
    expect(code).toBe(3);
    expect(err).toContain('error style-invalid: templates/style.yaml:2:16: colours.ink is a colour');
    expect(err).toContain('in quotes: "#1f3a5f"');
    expect(err).toContain('and 1 more: irc validate');
  });

  it.each([
    ['<script>x</script>', 'holds a script'],
    ['<path onload="x"/>', 'holds a script'],
    ['<image href="https://evil.example/x.png"/>', 'points outside itself'],
    ['<style>@import "x"</style>', 'points outside itself'],
    ['<rect style="fill:url(http://x)"/>', 'points outside itself'],
    ['<foreignObject/>', 'holds more than shapes'],
  ])('is an emblem with %s', async (inner, fault) => {
    write('mark.svg', svg(inner));
    const { out } = await validate('emblem: {svg: mark.svg, png: emblem.png}\n');
    expect(out).toContain(`templates/style.yaml:1:15: error style-invalid: The emblem mark.svg ${fault}.`);
  });
});

describe('style.yaml of the workspace', () => {
  it('changes what it names, and leaves all else', async () => {
    write('mark.svg', svg('<use href="#a"/><path id="a" fill="url(#b)" d="M0 0h9v9z"/>'));
    write(
      'style.yaml',
      'size: 12\ncolours: {ink: "#AA0000"}\nemblem: {svg: mark.svg, png: emblem.png, height: 30}\nfooter: {en: For official use}\n',
    );
    const { code, out } = await brief('html');
    expect(code).toBe(0);
    expect(out).toContain('--ink: #aa0000; --soft: #5a5a5a;');
    expect(out).toContain('font: 12pt/1.4 "Source Serif 4"');
    expect(out).toContain('.letterhead img { height: 30mm; }');
  });

  it('may take the emblem away', async () => {
    write('style.yaml', 'emblem: null\n');
    expect((await brief('html')).out).not.toContain('<img');
  });

  it('may name a font of templates/fonts by the name that it has', async () => {
    const font = readFileSync('assets/fonts/AbyssinicaSIL_400Regular.ttf');
    const name = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
    for (let at = font.indexOf(name('Abyssinica SIL')); at >= 0; at = font.indexOf(name('Abyssinica SIL'), at)) {
      name('Font of a Dam.').copy(font, at);
    }
    write('fonts/whatever.ttf', font);
    write('fonts/none.ttf', 'no font at all');
    write('style.yaml', 'fonts: {text: "Font of a Dam."}\n');
    expect((await brief('html')).out).toContain('font: 11pt/1.4 "Font of a Dam."');
    const pdf = await brief('pdf');
    expect(pdf.code).toBe(0);
  });
});

describe('the letterhead', () => {
  beforeAll(() => {
    write('style.yaml', 'size: 11\n');
  });

  it('shows names in both scripts, unit and address, and the emblem as an image that runs and loads nothing', async () => {
    const { out } = await brief('html');
    expect(out).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    expect(out).toMatch(/<img src="data:image\/svg\+xml;base64,[\w+/=]+" alt="Ministry of Science">/);
    expect(out).toContain('<p class="house">Ministry of Science</p>');
    expect(out).toContain('<p class="further"><span lang="am">የሳይንስ ሚኒስቴር</span></p>');
    expect(out).toContain('<p class="further">Directorate</p>');
    expect(out).toMatch(/<p class="address">Addis Ababa · \+251 1 · a@example\.org · <a href="https:\/\/example\.org"/);
  });

  it('is text in Markdown', async () => {
    const { out } = await brief('md');
    expect(out).toContain('**Ministry of Science**  \nየሳይንስ ሚኒስቴር  \nDirectorate  \nAddis Ababa');
  });
});
