// SPDX-License-Identifier: EUPL-1.2
// The VFS under every SQLite connection of the simulator. It finds the disk of a file by its
// folder; files on no disk pass through.
#pragma once

#include <string>

namespace veldwerk::simulation {

class Disk;

/// The first one makes the VFS the default of the process.
void mount(const std::string& folder, Disk& disk);
void unmount(const std::string& folder);

}  // namespace veldwerk::simulation
