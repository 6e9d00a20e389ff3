// One function for each engine: takes route trees, gives the route's text for that engine, and `prepare` gives a function
// from messages to the list of places of matching routes, message after message.

const isTree = (tree) => Array.isArray(tree[1]);

// Writes a tree with an engine's own words.
const writer = (words) => {
  const write = (tree) => {
    const [operator, ...rest] = tree;
    if (operator === "not") return words.not(write(rest[0]));
    if (isTree(tree)) return words[operator](rest.map(write));
    return words.leaf(operator, ...rest);
  };
  return write;
};

const quoted = (constant) => (typeof constant === "string" ? `'${constant}'` : `${constant}`);

export const routing = writer({
  not: (inner) => `NOT (${inner})`,
  and: (parts) => parts.map((part) => `(${part})`).join(" AND "),
  or: (parts) => parts.map((part) => `(${part})`).join(" OR "),
  leaf: (operator, path, constant) => {
    const [root, ...members] = path.split(".");
    const name = { props: "", system: "$", body: "$body." }[root] + members.join(".");
    if (operator === "starts") return `starts_with(${name}, ${quoted(constant)})`;
    if (operator === "contains") return `contains(${name}, ${quoted(constant)})`;
    return `${name} ${operator} ${quoted(constant)}`;
  },
});

const script = writer({
  not: (inner) => `!(${inner})`,
  and: (parts) => `(${parts.join(" && ")})`,
  or: (parts) => `(${parts.join(" || ")})`,
  leaf: (operator, path, constant) => {
    if (operator === "starts") return `m.${path}.startsWith(${quoted(constant)})`;
    if (operator === "contains") return `m.${path}.includes(${quoted(constant)})`;
    return `m.${path} ${{ "=": "===", "!=": "!==" }[operator] ?? operator} ${quoted(constant)}`;
  },
});
export const closure = (tree) => `return ${script(tree)}`;

const cel = writer({
  not: (inner) => `!(${inner})`,
  and: (parts) => `(${parts.join(" && ")})`,
  or: (parts) => `(${parts.join(" || ")})`,
  leaf: (operator, path, constant) => {
    if (operator === "starts") return `${path}.startsWith(${quoted(constant)})`;
    if (operator === "contains") return `${path}.contains(${quoted(constant)})`;
    const literal = typeof constant === "number" ? constant.toFixed(1) : quoted(constant);
    return `${path} ${{ "=": "==" }[operator] ?? operator} ${literal}`;
  },
});

// Its `true` is a symbol, so a comparison with true is the value itself.
const filtrex = writer({
  not: (inner) => `not (${inner})`,
  and: (parts) => `(${parts.join(" and ")})`,
  or: (parts) => `(${parts.join(" or ")})`,
  leaf: (operator, path, constant) => {
    const literal = typeof constant === "string" ? `"${constant}"` : `${constant}`;
    if (operator === "starts" || operator === "contains") return `${operator}(${path}, ${literal})`;
    return constant === true ? `${path}` : `${path} ${{ "=": "==" }[operator] ?? operator} ${literal}`;
  },
});

const jsonata = writer({
  not: (inner) => `$not(${inner})`,
  and: (parts) => `(${parts.join(" and ")})`,
  or: (parts) => `(${parts.join(" or ")})`,
  leaf: (operator, path, constant) => {
    if (operator === "starts") return `$substring(${path}, 0, ${constant.length}) = ${quoted(constant)}`;
    if (operator === "contains") return `$contains(${path}, ${quoted(constant)})`;
    return `${path} ${operator} ${quoted(constant)}`;
  },
});

const logic = writer({
  not: (inner) => ({ "!": inner }),
  and: (parts) => ({ and: parts }),
  or: (parts) => ({ or: parts }),
  leaf: (operator, path, constant) => ({
    [{ "=": "===", "!=": "!==" }[operator] ?? operator]: [{ var: path }, constant],
  }),
});

export const parsed = ({ body, appProperties, systemProperties }) => ({
  body: JSON.parse(body),
  props: appProperties,
  system: systemProperties,
});

// For what is asked one route at a time: a message is parsed once for all routes.
const each = (matches, read = parsed) => {
  const count = matches.length;
  return (messages) => {
    const places = [];
    for (const message of messages) {
      const subject = read(message);
      const head = places.push(0) - 1;
      for (let route = 0; route < count; route += 1) {
        if (matches[route](subject)) {
          places.push(route);
          places[head] += 1;
        }
      }
    }
    return places;
  };
};

// `api` is our module, `packages` the others by name.
export const engines = ({ api, packages }) => [
  {
    name: "ours, resident",
    prepare: (trees, messages) => {
      const set = new api.RouteSet(trees.map((tree, n) => ({ name: `r${n}`, condition: routing(tree) })));
      const held = new api.Messages(messages);
      return () => set.places(held);
    },
  },
  {
    name: "ours, objects from JavaScript",
    prepare: (trees) => {
      const set = new api.RouteSet(trees.map((tree, n) => ({ name: `r${n}`, condition: routing(tree) })));
      const frames = new api.Frames();
      return (messages) => {
        frames.clear();
        for (const message of messages) frames.add(message);
        return set.places(frames);
      };
    },
  },
  {
    name: "ours, frames from JavaScript",
    prepare: (trees, messages) => {
      const set = new api.RouteSet(trees.map((tree, n) => ({ name: `r${n}`, condition: routing(tree) })));
      const frames = new api.Frames();
      for (const message of messages) frames.add(message);
      return () => set.places(frames);
    },
  },
  { name: "hand-written", prepare: (trees) => each(trees.map((tree) => new Function("m", closure(tree)))) },
  {
    // What resident messages are to ours: their JSON was read before the clock started.
    name: "hand-written, parsed beforehand",
    prepare: (trees, messages) => {
      const subjects = new Map(messages.map((message) => [message, parsed(message)]));
      const matches = trees.map((tree) => new Function("m", closure(tree)));
      return each(matches, (message) => subjects.get(message));
    },
  },
  { name: "@marcbachmann/cel-js", prepare: (trees) => each(trees.map((tree) => packages.cel.parse(cel(tree)))) },
  {
    name: "filtrex",
    prepare: (trees) => {
      const options = {
        customProp: packages.filtrex.useDotAccessOperator,
        extraFunctions: { starts: (text, part) => text.startsWith(part), contains: (text, part) => text.includes(part) },
      };
      return each(trees.map((tree) => packages.filtrex.compileExpression(filtrex(tree), options)).map(
        (compiled) => (subject) => compiled(subject) === true,
      ));
    },
  },
  {
    name: "jsonata",
    prepare: (trees) => {
      const compiled = trees.map((tree) => packages.jsonata(jsonata(tree)));
      return async (messages) => {
        const places = [];
        for (const message of messages) {
          const subject = parsed(message);
          const results = await Promise.all(compiled.map((expression) => expression.evaluate(subject)));
          const head = places.push(0) - 1;
          results.forEach((result, route) => {
            if (result === true) {
              places.push(route);
              places[head] += 1;
            }
          });
        }
        return places;
      };
    },
  },
  {
    name: "json-logic-engine",
    prepare: (trees) => {
      const engine = new packages.logic.LogicEngine();
      engine.addMethod("starts", ([text, part]) => text.startsWith(part), { sync: true, deterministic: true });
      engine.addMethod("contains", ([text, part]) => text.includes(part), { sync: true, deterministic: true });
      return each(trees.map((tree) => engine.build(logic(tree))));
    },
  },
];
