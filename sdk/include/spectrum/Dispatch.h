// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Gives a command to the session method that carries it out.
#pragma once

#include <spectrum/Commands.h>
#include <spectrum/Export.h>
#include <spectrum/Result.h>

namespace spectrum
{

class Session;

// Fails with ErrorKind::Unsupported when the session has not the ability that the command needs; then nothing
// was called and no outcome will follow. Used by the host and by the contract test.
SPECTRUM_SDK_EXPORT Result<void> dispatch(Session &session, const Command &command);

// The request id that a command carries, or RequestId::None.
SPECTRUM_SDK_EXPORT RequestId requestOf(const Command &command);

} // namespace spectrum
