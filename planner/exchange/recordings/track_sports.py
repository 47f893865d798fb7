"""What the words of watches and apps for a sport mean: running, strength, or another sport.

The words are those of Garmin, Strava, Polar, Suunto, Apple, OpenTracks and Nike, in English, German, French and
Spanish.
A word that is not here is not guessed at: nothing becomes a run because it looks like one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from planner.training.workouts import Sport

_RUNNING: Final = """
run, running, runs, jog, jogging, outdoor run, outdoor running, road run, road running, street running, street run,
trail run, trail running, trail, track run, track running, treadmill, treadmill run, treadmill running, indoor run,
indoor running, indoor track, virtual run, virtual running, ultra run, ultra running, obstacle run, obstacle running,
obstacle course racing, fell running, mountain running, cross country running, race run, lauf, laufen, joggen,
laufsport, straßenlauf, traillauf, trail lauf, trailrun, trailrunning, geländelauf, berglauf, bahnlauf, laufen auf der
bahn, laufband, laufbandlauf, laufbandtraining, laufen auf dem laufband, virtueller lauf, virtuelles laufen,
ultralauf, hallenlauf, lauftraining, course, course à pied, course a pied, course sur route, course en extérieur,
course en sentier, course sur sentier, trail / course nature, course nature, course sur piste, course à pied sur
piste, course sur tapis, course sur tapis roulant, tapis roulant, tapis de course, tapis, course en salle, course
virtuelle, course à pied virtuelle, ultra trail, carrera, correr, carrera a pie, carrera de montaña, carrera de trail,
carrera por montaña, carrera por sendero, carrera en pista, carrera en cinta, cinta, cinta de correr, correr en cinta,
carrera virtual, carrera en interior, carrera al aire libre, ultrafondo
"""
_STRENGTH: Final = """
strength, strength training, strength workout, weight training, weights, weightlifting, weight lifting, gym, gym
workout, functional strength training, traditional strength training, kraft, krafttraining, gewichtstraining,
gewichtheben, funktionelles krafttraining, traditionelles krafttraining, musculation, renforcement musculaire,
entraînement musculaire, entrainement musculaire, haltérophilie, entraînement avec poids, entraînement de force,
entraînement aux poids, fuerza, entrenamiento de fuerza, musculación, entrenamiento con pesas, pesas, levantamiento de
pesas, entrenamiento de peso, ejercicios de fuerza
"""
_OTHER: Final = """
walk, walking, casual walking, speed walking, power walking, hike, hiking, trekking, mountaineering, snowshoe,
snowshoeing, nordic walking, ride, cycling, biking, bike, bicycle, road biking, road cycling, road bike, mountain
biking, mountain bike, mountain bike ride, gravel ride, gravel cycling, gravel biking, e-bike ride, ebike, e-biking,
e-mountain bike ride, virtual ride, virtual cycling, indoor cycling, indoor biking, spinning, commuting, recumbent
cycling, cyclocross, handcycle, hand cycling, velomobile, swim, swimming, pool swimming, pool swim, lap swimming, open
water swimming, open water swim, rowing, indoor rowing, virtual row, canoeing, kayaking, kayak, paddling, stand up
paddling, stand up paddleboarding, sup, surfing, kitesurf, kitesurfing, windsurf, windsurfing, sailing, sail, yoga,
pilates, breathwork, meditation, stretching, mobility, flexibility, cardio, cardio training, indoor cardio, hiit, high
intensity interval training, crossfit, elliptical, elliptical trainer, stair stepper, stair-stepper, stair climbing,
floor climbing, jump rope, dancing, dance, boxing, martial arts, rock climbing, indoor climbing, bouldering, climbing,
alpine ski, alpine skiing, backcountry ski, backcountry skiing, nordic ski, nordic skiing, cross country skiing, skate
skiing, roller ski, snowboard, snowboarding, skiing, ice skate, ice skating, inline skate, inline skating, skating,
skateboard, skateboarding, golf, tennis, badminton, squash, pickleball, padel, table tennis, racquetball, soccer,
football, basketball, volleyball, handball, rugby, hockey, cricket, baseball, horseback riding, wheelchair,
multisport, multi sport, triathlon, duathlon, transition, driving, motorcycling, flying, fishing, disc golf, diving,
workout, training, fitness equipment, gehen, spaziergang, spazieren, spazierengehen, walken, wandern, wanderung,
bergsteigen, schneeschuhwandern, radfahren, rad, radfahrt, fahrrad, rennrad, rennradfahren, radsport, mountainbike,
mountainbiken, mountainbike-fahrt, gravel-fahrt, gravelbiken, e-bike-fahrt, e-mountainbike-fahrt, virtuelle radfahrt,
virtuelles radfahren, indoor-radfahren, heimtrainer, schwimmen, schwimmbadschwimmen, freiwasserschwimmen,
bahnschwimmen, rudern, rudergerät, kajak, kanu, kanufahren, stehpaddeln, surfen, segeln, klettern, hallenklettern,
skifahren, ski alpin, skilanglauf, langlaufen, skitour, tourenski, rollski, snowboarden, eislaufen, inlineskaten,
crosstrainer, ellipsentrainer, stepper, tanzen, fußball, reiten, meditieren, atemübungen, dehnen, beweglichkeit,
marche, marche à pied, marche nordique, randonnée, randonnée pédestre, alpinisme, raquettes, vélo, velo, cyclisme,
cyclisme sur route, vélo de route, vélo d'intérieur, vélo en salle, cyclisme en salle, vtt, sortie vtt, sortie à vélo,
sortie vélo, sortie gravel, vélo gravel, vélo électrique, vélo virtuel, cyclisme virtuel, home trainer, natation,
natation en piscine, natation en eau libre, aviron, rameur, canoë, surf, voile, escalade, escalade en salle, ski de
fond, ski de randonnée, ski nordique, patinage, patin à glace, roller, vélo elliptique, elliptique, étirements, danse,
boxe, équitation, méditation, respiration, entraînement, caminar, caminata, paseo, senderismo, excursionismo,
montañismo, ciclismo, bicicleta, ciclismo de carretera, ciclismo en ruta, bicicleta de montaña, ciclismo de montaña,
ciclismo en interior, ciclismo en sala, ciclismo virtual, ciclismo de gravel, natación, natacion, natación en piscina,
natación en aguas abiertas, remo, remo en interior, piragüismo, escalada, escalada en interior, esquí, esqui, esquí
alpino, esquí de fondo, patinaje, elíptica, estiramientos, baile, boxeo, fútbol, equitación, meditación, respiración,
entrenamiento, cardio en interior
"""
_NOISE: Final = re.compile(r"[\s_]+")
_LONGEST: Final = 80


def find_sport(words: str) -> Sport | None:
    """Return what a device's or app's words for a sport count as: run, strength or cross; None for unknown words.

    Args:
        words: Such as ``trail_running``, ``Run``, ``WeightTraining`` or ``Course à pied``.
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words[:_LONGEST].strip())
    plain = _NOISE.sub(" ", spaced).casefold()
    return _sports().get(plain)


@cache
def _sports() -> dict[str, Sport]:
    """Return every known word with what it counts as."""
    found: dict[str, Sport] = {}
    for sport, words in ((Sport.CROSS, _OTHER), (Sport.STRENGTH, _STRENGTH), (Sport.RUN, _RUNNING)):
        found |= dict.fromkeys((_NOISE.sub(" ", word).strip().casefold() for word in words.split(",")), sport)
    return found
