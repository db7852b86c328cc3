// The colour of each run of a comparison: told apart by most eyes, on light and on dark paper (after Okabe and Ito).

const colors = ['#2a7fc4', '#d55e00', '#009e73', '#cc79a7', '#b8860b', '#56b4e9', '#7f7f7f', '#8c6bb1']

export function colorOf(index: number): string {
  return colors[index % colors.length] as string
}
