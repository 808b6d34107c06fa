import { keyValuePairs } from '../parsers.js';
import type { FileNode } from './file-node.js';
import type { FileSettings } from './file-settings.js';

/** What these would find out is found out anyway, except the command line. */
const DETECTORS = ['host', 'process', 'service'];

/** Takes over what the file says of the bot; attributes with a name win over the list. */
export function takeResource(settings: FileSettings, root: FileNode): void {
  const resource = root.child('resource');
  const list = resource.value('attributes_list');
  const pairs = typeof list === 'string' ? keyValuePairs(list) : {};
  const listed = resource.items('attributes').map((attribute) => {
    attribute.value('type');
    return [String(attribute.value('name')), attribute.value('value')] as const;
  });
  const path = resource.pathOf(pairs === undefined ? 'attributes_list' : 'attributes');
  // A faulty list stays one, so that it is said.
  const attributes = pairs === undefined ? list : { ...pairs, ...Object.fromEntries(listed) };
  settings.set('OTEL_RESOURCE_ATTRIBUTES', path, attributes);
  if (resource.has('detection/development', 'detectors')) {
    for (const detector of resource.child('detection/development').items('detectors')) {
      for (const name of DETECTORS) if (detector.has(name)) detector.value(name);
    }
  }
}
