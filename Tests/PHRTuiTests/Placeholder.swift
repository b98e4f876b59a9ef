import Testing

@testable import phr_tui
