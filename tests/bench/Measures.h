// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What is measured, one function a figure or a family of figures.
#pragma once

#include "Report.h"
#include "Scene.h"

namespace bench
{

void measureStart(const std::string &program, Report &report);
// On a scene without users: idle size, then logins and size per user at 100, 1000 and 5000.
void measureUsers(Scene &scene, Report &report);
// On a scene with users online, in both directions: at saturation, at 200 a second, a burst on a quiet line.
void measureSaturation(Scene &scene, Report &report);
void measureLatency(Scene &scene, Report &report);
void measureBurst(Scene &scene, Report &report);
void measureRoomJoin(Scene &scene, Report &report);

} // namespace bench
