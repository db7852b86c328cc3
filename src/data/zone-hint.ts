// What a user probably meant by a time zone that does not exist.

import { nearest } from '../std/did-you-mean.js'

/** One line for the hint of an error: the nearest IANA name, or how such names look. */
export function zoneHint(name: string): string {
  const meant = abbreviations[name.trim().toUpperCase()]
  if (meant) return `abbreviations are ambiguous: did you mean ${meant.map((zone) => `\`${zone}\``).join(', or ')}?`
  if (/^(utc|gmt)?\s*[+-]\s*\d/i.test(name)) return 'a fixed offset is written with its sign reversed: Etc/GMT+5 is five hours behind UTC'
  const near = nearestZone(name)
  return near ? `did you mean \`${near}\`?` : 'write an IANA name such as America/New_York, Europe/London or UTC'
}

/** What who writes them may mean. */
const abbreviations: Readonly<Record<string, readonly string[]>> = {
  ET: ['America/New_York'],
  EDT: ['America/New_York'],
  EST: ['America/New_York', 'Etc/GMT+5', 'Australia/Sydney'],
  EST5EDT: ['America/New_York'],
  CT: ['America/Chicago'],
  CDT: ['America/Chicago'],
  CST: ['America/Chicago', 'Asia/Shanghai', 'Etc/GMT+6'],
  CST6CDT: ['America/Chicago'],
  MT: ['America/Denver'],
  MDT: ['America/Denver'],
  MST: ['America/Denver', 'America/Phoenix'],
  MST7MDT: ['America/Denver'],
  PT: ['America/Los_Angeles'],
  PST: ['America/Los_Angeles', 'Etc/GMT+8'],
  PDT: ['America/Los_Angeles'],
  PST8PDT: ['America/Los_Angeles'],
  AST: ['America/Halifax', 'Asia/Riyadh'],
  NST: ['America/St_Johns'],
  HST: ['Pacific/Honolulu'],
  BST: ['Europe/London'],
  IST: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  GB: ['Europe/London'],
  ECT: ['America/Guayaquil', 'Europe/Paris'],
  WET: ['Europe/Lisbon'],
  MET: ['Europe/Berlin'],
  CET: ['Europe/Berlin', 'Etc/GMT-1'],
  CEST: ['Europe/Berlin'],
  EET: ['Europe/Helsinki', 'Etc/GMT-2'],
  EEST: ['Europe/Helsinki'],
  MSK: ['Europe/Moscow'],
  JST: ['Asia/Tokyo'],
  JAPAN: ['Asia/Tokyo'],
  KST: ['Asia/Seoul'],
  HKT: ['Asia/Hong_Kong'],
  SGT: ['Asia/Singapore'],
  AEST: ['Australia/Brisbane', 'Australia/Sydney'],
  AEDT: ['Australia/Sydney'],
  NZST: ['Pacific/Auckland'],
  NZDT: ['Pacific/Auckland'],
  Z: ['UTC'],
  ZULU: ['UTC'],
}

function nearestZone(name: string): string | null {
  const written = name.trim().replaceAll(/\s+/g, '_')
  const zones = Intl.supportedValuesOf('timeZone')
  const byCity = new Map(zones.map((zone) => [zone.slice(zone.lastIndexOf('/') + 1), zone]))
  const city = nearest(written.slice(written.lastIndexOf('/') + 1), byCity.keys())
  return nearest(written, zones) ?? (city === null ? null : byCity.get(city)!)
}
