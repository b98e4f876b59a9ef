import Testing

@testable import PHRSync
