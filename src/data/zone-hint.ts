// What a user probably meant by a time zone that does not exist.

import { nearest } from '../std/did-you-mean.js'

/** One line for the hint of an error: the nearest IANA name, or how such names look. */
export function zoneHint(name: string): string {
  const abbreviated = abbreviations[name.trim().toUpperCase()]
  if (abbreviated) return `abbreviations are ambiguous: did you mean \`${abbreviated}\`?`
  if (/^(utc|gmt)?\s*[+-]\s*\d/i.test(name)) return 'a fixed offset is written with its sign reversed: Etc/GMT+5 is five hours behind UTC'
  const near = nearestZone(name)
  return near ? `did you mean \`${near}\`?` : 'write an IANA name such as America/New_York, Europe/London or UTC'
}

const abbreviations: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  EDT: 'America/New_York',
  CT: 'America/Chicago',
  CDT: 'America/Chicago',
  MT: 'America/Denver',
  MDT: 'America/Denver',
  PT: 'America/Los_Angeles',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  BST: 'Europe/London',
  CEST: 'Europe/Berlin',
  EEST: 'Europe/Helsinki',
  JST: 'Asia/Tokyo',
  HKT: 'Asia/Hong_Kong',
}

function nearestZone(name: string): string | null {
  const written = name.trim().replaceAll(/\s+/g, '_')
  const zones = Intl.supportedValuesOf('timeZone')
  const byCity = new Map(zones.map((zone) => [zone.slice(zone.lastIndexOf('/') + 1), zone]))
  const city = nearest(written.slice(written.lastIndexOf('/') + 1), byCity.keys())
  return nearest(written, zones) ?? (city === null ? null : byCity.get(city)!)
}
