/** Faults in the built-in performers as files: what they weigh, what shows of them, whether others can read them. */
import type { Rule } from './plant.ts'

const performer = 'packages/avatar/src/performer'
const budgets = { test: `${performer}/performer.test.ts`, named: 'keeps its budgets' }
const counted = { test: 'packages/avatar/src/import/inspect-vrm.test.ts', named: 'our own performer keeps to the budget' }
const shape = { test: `${performer}/vrm-shape.test.ts`, named: 'keeps to VRMC' }
const onGauze = { test: 'tests/stage-appear.test.ts', named: 'on a gauze', page: true } as const
const covered = { test: 'tests/performer-covered.test.ts', named: 'bowing and turning' }

export const figureFaults: readonly Rule[] = [
  {
    rule: 'draw calls',
    promise: '≤ 25 draw calls with outlines',
    faults: [
      {
        file: `${performer}/build-performer.ts`,
        find: "  model('Boots', 'boots', addBoots)\n",
        put: "  for (const pair of ['Left', 'Right', 'Heel', 'Sole']) model('Boots'.concat(pair), 'boots', addBoots)\n",
        ...budgets,
        why: 'boots in pieces, each a mesh of its own',
      },
      {
        file: `${performer}/build-performer.ts`,
        find: "      outline: null,\n      emissive: { colour: '#ffffff', unit: 0.12 },\n",
        put: "      outline: { colour: deeper(palette.lash, 0.5), widthM: line },\n      emissive: { colour: '#ffffff', unit: 0.12 },\n",
        ...counted,
        why: 'eyes get an outline, which is one more draw call',
      },
    ],
  },
  {
    rule: 'triangles',
    promise: '≤ 80,000 triangles before outlines',
    faults: [
      {
        file: `${performer}/legs.ts`,
        find: 'const around = 24\n',
        put: 'const around = 240\n',
        ...budgets,
        why: 'a digit too many in how finely legs are divided',
      },
      {
        file: `${performer}/build-performer.ts`,
        find: '(mesh) => addHair(mesh, cut, wearing.seed))',
        put: '(mesh) => [0, 1].map((layer) => addHair(mesh, cut, wearing.seed + layer)))',
        ...budgets,
        why: 'hair laid twice to make it fuller',
      },
    ],
  },
  {
    rule: 'file size',
    promise: '≤ 5 MB',
    faults: [
      {
        file: `${performer}/mesh.ts`,
        find: 'this.triangles.push(a, b, c)',
        put: `{
      for (const v of [a, b, c]) {
        this.triangles.push(this.vertex(this.positions[v]!, this.uvs[v]!, this.influences[v]!, this.normals[v] ?? null))
      }
    }`,
        ...budgets,
        why: 'triangles that share no vertex',
      },
      {
        file: `${performer}/glb.ts`,
        find: 'const indices = count > 65535 ?',
        put: `for (let k = 0; k < 40; k++) accessor({ bufferView: view(bytesOf(positions), 34962), componentType: FLOAT, count, type: 'VEC3', ...bounds(positions) })
    const indices = count > 65535 ?`,
        ...budgets,
        why: 'a copy of every surface for each expression, also where nothing moves',
      },
    ],
  },
  {
    rule: 'luminance on gauze',
    promise: '≤ 3 % of the figure under linear luminance 0.06, ≤ 2 % clipped, in neutral light',
    faults: [
      {
        file: `${performer}/looks.ts`,
        find: "    trousers: '#a595d8',\n",
        put: "    trousers: '#43335c',\n",
        test: `${performer}/performer.test.ts`,
        named: 'wears cloth that a gauze can show',
        why: 'dark trousers, good on paper',
      },
      {
        file: `${performer}/build-performer.ts`,
        find: 'shade: palette.trousersShade,',
        put: "shade: '#30243c',",
        ...onGauze,
        why: 'shade as a painter would have it',
      },
      {
        file: 'apps/stage/src/performer/KeyLight.tsx',
        find: 'FULL * 0.74 * level',
        put: 'FULL * 0.24 * level',
        ...onGauze,
        why: 'a key light for a room and not for a gauze',
      },
      {
        file: `${performer}/materials.ts`,
        find: 'parametricRimFresnelPowerFactor: 4,',
        put: 'parametricRimFresnelPowerFactor: 0.4,',
        ...onGauze,
        why: 'a digit: the rim light covers all of her',
      },
    ],
  },
  {
    rule: 'outlines',
    promise: 'outlines a deeper hue of their material, never black',
    faults: [
      {
        file: `${performer}/materials.ts`,
        find: "mixHex(hex, '#7a4a6a', t)",
        put: "mixHex(hex, '#000000', t)",
        test: `${performer}/performer.test.ts`,
        named: 'draws no outline black',
        why: 'deeper taken for darker',
      },
      {
        file: `${performer}/materials.ts`,
        find: 'outlineColorFactor: linearRgb(spec.outline.colour),',
        put: 'outlineColorFactor: linearRgb(spec.base),',
        test: `${performer}/outlines.test.ts`,
        why: 'outlines as light as what they surround',
      },
      {
        file: `${performer}/build-performer.ts`,
        find: 'outline: { colour: deeper(palette.trousers, 0.5), widthM: line },',
        put: 'outline: { colour: deeper(palette.vest, 0.5), widthM: line },',
        test: `${performer}/outlines.test.ts`,
        why: 'copied from the material above: the outline of another one',
      },
    ],
  },
  {
    rule: 'covered skin',
    promise: 'covered skin and back faces: no blob over 4 px at 1080p, from eight sides',
    faults: [
      {
        file: `${performer}/build-performer.ts`,
        find: 'const cloth = { doubleSided: true }',
        put: 'const cloth = { doubleSided: false }',
        ...covered,
        why: 'cloth drawn from one side only, as everything else is',
      },
      {
        file: `${performer}/build-performer.ts`,
        find: '    addShirt(mesh)\n',
        put: '',
        ...covered,
        why: 'a look without a shirt',
      },
    ],
  },
  {
    rule: 'VRM shape',
    promise: '0 violations of the official VRM schemas',
    faults: [
      {
        file: `${performer}/vrm.ts`,
        find: "      licenseUrl: 'https://vrm.dev/licenses/1.0/',\n",
        put: '',
        ...shape,
        why: 'a field of the licence thought to be optional',
      },
      {
        file: `${performer}/chains.ts`,
        find: 'dragForce: chain.drag,',
        put: 'dragForce: rounded(chain.drag * 3),',
        ...shape,
        why: 'drag beyond 1, which is where the schema ends',
      },
      {
        file: `${performer}/chains.ts`,
        find: '...(chain.colliderGroups.length > 0 ? { colliderGroups: chain.colliderGroups.map((group) => groups.indexOf(group)) } : {}),',
        put: 'colliderGroups: chain.colliderGroups.map((group) => groups.indexOf(group)),',
        ...shape,
        why: 'an empty list, which the schema does not know',
      },
    ],
  },
]
