// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Tells what differs between two configurations, for a reload.
#pragma once

#include "config/Configuration.h"

namespace spectrum::config
{

struct Changes {
    // "address: section.key" for an instance's keys, "section.key" for the host's.
    QStringList changed = {};
    // The part of changed that takes effect only after a restart.
    QStringList needRestart = {};
    QList<InstanceId> added = {};
    QList<InstanceId> removed = {};
};

[[nodiscard]] Changes compare(const Configuration &before, const Configuration &after, const Schema &schema);

} // namespace spectrum::config
