// One peer of the benchmark `docx`: fills its template again and again, and tells the CPU time that it took.
// Started as: node peers.mjs <folder with node_modules> <peer> <file with templates and data>. Then every line of
// its input is {"case", "count"} and is answered with {"seconds"} or {"error"}; with "to", the first document is
// also written there.
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { createRequire } from "node:module";

const [folder, peer, file] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(folder), "package.json"));

const makers = {
  docxtemplater() {
    const Docxtemplater = require("docxtemplater");
    const PizZip = require("pizzip");
    return ({ content }, data) => {
      const filled = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true });
      filled.render(data);
      return filled.toBuffer();
    };
  },
  "easy-template-x"() {
    const { MimeType, TemplateHandler } = require("easy-template-x");
    const handler = new TemplateHandler();
    const image = (source) => ({ _type: "image", source, format: MimeType.Jpeg, width: 121, height: 174 });
    return ({ content }, data) =>
      handler.process(content, data.photo ? { ...data, photo: image(data.photo) } : data);
  },
  carbone() {
    const carbone = require("carbone");
    return ({ template }, data) =>
      new Promise((resolve, reject) =>
        carbone.render(template, data, (error, result) => (error ? reject(error) : resolve(result))),
      );
  },
  "docx-templates"() {
    const { createReport } = require("docx-templates");
    const image = (data) => ({ width: 3.2, height: 4.6, data, extension: ".jpg" });
    // Its sandbox is slower: templates are trusted here, as its documentation allows.
    return ({ content }, data) =>
      createReport({
        template: content,
        data,
        noSandbox: true,
        additionalJsContext: { drawn: () => image(data.photo) },
      });
  },
};

const cases = JSON.parse(fs.readFileSync(file, "utf-8"));
for (const item of Object.values(cases)) {
  item.content = fs.readFileSync(item.template);
  for (const data of item.data) if (data.photo) data.photo = fs.readFileSync(data.photo);
}
const fill = makers[peer]();

async function answer({ case: name, count, to }) {
  const item = cases[name];
  const began = process.cpuUsage();
  for (let index = 0; index < count; index++) {
    const made = await fill(item, item.data[index % item.data.length]);
    if (to && index === 0) fs.writeFileSync(to, made);
  }
  const spent = process.cpuUsage(began);
  return { seconds: (spent.user + spent.system) / 1e6 };
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  let said;
  try {
    said = await answer(JSON.parse(line));
  } catch (error) {
    said = { error: String(error?.message ?? error).slice(0, 200) };
  }
  process.stdout.write(JSON.stringify(said) + "\n");
}
process.exit(0);
