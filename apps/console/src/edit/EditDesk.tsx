export function EditDesk() {
  return <section className="panel" />
}
