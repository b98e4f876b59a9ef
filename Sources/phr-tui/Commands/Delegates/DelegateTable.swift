/// The commands of holders and delegates, for the table of commands.
enum DelegateTable {
  static let commands: [CommandSpec] = [
    DelegatesAddCommand.spec, DelegatesListCommand.spec, DelegatesRefreshCommand.spec,
    DelegatesEndCommands.revoke, DelegatesEndCommands.confirm, DelegatesLogCommands.log,
    DelegatesLogCommands.proposals, DelegatesLogCommands.accept, DelegatesLogCommands.decline,
    ProposeCommand.spec, ProposeCommand.note, ProposeCommand.list, PeopleCommands.list,
    PeopleCommands.add, PeopleCommands.remove, HandoverCommand.spec,
  ]
}
