import { describe, expect, test } from 'vitest'
import { html, Markup, scriptJson } from './html.js'

describe('html', () => {
  test('text is escaped and markup is not', () => {
    expect(html`<b title="${'"\'&'}">${'</script><i>'}${new Markup('<hr>')}${['<', html`<br>`]}</b>`.text).toBe(
      '<b title="&quot;&#39;&amp;">&lt;/script&gt;&lt;i&gt;<hr>&lt;<br></b>',
    )
  })

  test('what is absent leaves nothing, and zero stays', () => {
    expect(html`${null}${undefined}${false}${0}`.text).toBe('0')
  })

  test('JSON cannot end its script element, and reads back the same', () => {
    const value = { name: '</script><!--', line: '\u2028' }
    const { text } = scriptJson(value)
    expect(text).not.toMatch(/[<\u2028]/)
    expect(JSON.parse(text)).toEqual(value)
  })
})
