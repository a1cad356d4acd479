export function TitleBar() {
  return <header />;
}
